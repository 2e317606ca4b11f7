package touchstone.run;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalDouble;
import touchstone.endpoint.ChatClient;
import touchstone.judge.JudgeCard;
import touchstone.judge.RulingCache;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Sample;
import touchstone.model.Text;
import touchstone.store.JudgementLog;
import touchstone.store.SampleLog;

/**
 * The judging of a run that was finished by rules: its stored answers are compared, and verdict and
 * report are computed again with what the judge said. Samples and grades stay as they are.
 */
public final class LaterJudging {
  private final RunFiles files;
  private final Surroundings around;
  private final RunListener waiting;
  private final JudgePhase.Listener listener;

  /**
   * @param waiting hears whose measurement is waited for
   */
  public LaterJudging(
      RunFiles files, Surroundings around, RunListener waiting, JudgePhase.Listener listener) {
    this.files = files;
    this.around = around;
    this.waiting = waiting;
    this.listener = listener;
  }

  /** How it ended. */
  public sealed interface Ending {
    /** The judge may not judge; nothing of the run was changed. */
    record Refused(JudgeCard card) implements Ending {}

    /** As far as it came; the report is written anew. */
    record Judged(JudgeCard card, JudgePhase.Outcome outcome, Reporting.Written written)
        implements Ending {}
  }

  /**
   * Tries the judge, asks it about all that it was not asked yet, and writes the report.
   *
   * @throws ProblemException if the run is not finished or its answers are not there, or the judge
   *     cannot be tried
   */
  public Ending perform(JudgeSeat seat) {
    check();
    try (HostLock _ =
            HostLock.acquire(around.lockFile(), files.folder().id(), around.ticker(), waiting);
        ChatClient client = new ChatClient(around.client())) {
      Plan plan = files.plan().orElseThrow();
      JudgePhase phase =
          new JudgePhase(
              client,
              seat,
              new AuditCache(around.judgeCards(), around.clock()),
              new JudgePhase.Clocks(around.ticker(), around.clock()),
              new SecureRandom(),
              RulingCache.inMemory(),
              listener);
      List<Sample> samples = SampleLog.read(files.folder().samples());
      if (Docket.of(plan, samples, files.grades()).isEmpty()) {
        throw new ProblemException(nothing());
      }
      JudgeCard card = phase.card(plan.candidates());
      if (card.verdict() == JudgeCard.Verdict.REFUSED) {
        return new Ending.Refused(card);
      }
      Reporting reporting = new Reporting(around.versions(), around.language());
      List<Docket.Item> docket = Docket.of(plan, samples, reporting.grade(files));
      JudgeRecord record = phase.record(card);
      JudgePhase.Outcome outcome;
      try (JudgementLog log = JudgementLog.open(files.folder().judgements())) {
        outcome = phase.judge(docket, log, OptionalDouble::empty);
        if (log.judgements().stream().anyMatch(each -> each.judge().equals(record.id()))) {
          // Only now: a judge that never answered must not take an earlier one's place.
          files.write(record);
        }
      }
      return new Ending.Judged(card, outcome, reporting.write(files));
    }
  }

  private void check() {
    String id = files.folder().id();
    if (!files.folder().answersKept()) {
      throw new ProblemException(
          new Problem(
              new Text(
                  id + " 导出时去掉了回答，没有东西可以给裁判看",
                  id + " was exported without its answers: there is nothing to judge"),
              new Text("请对方连同回答一起导出。", "Ask for an export with the answers.")));
    }
    if (files.plan().filter(Plan::watched).isPresent()) {
      throw new ProblemException(
          new Problem(
              new Text(
                  id + " 是边跑边看的运行（stopping: watched），不能再请裁判：停在哪里是按规则分定的",
                  id
                      + " was watched (stopping: watched) and takes no judge: where it stopped was"
                      + " decided by the rules' scores"),
              new Text(
                  "用 stopping: fixed 再跑一次，再请裁判。",
                  "Run it again with stopping: fixed, then ask the judge.")));
    }
    if (files.plan().isEmpty() || !Files.exists(files.folder().reportJson())) {
      throw new ProblemException(
          new Problem(
              new Text(id + " 还没有跑完", id + " is not finished"),
              new Text(
                  "先执行 touchstone run --resume " + id, "First: touchstone run --resume " + id)));
    }
  }

  private Problem nothing() {
    String id = files.folder().id();
    return new Problem(
        new Text(
            id + " 里没有要裁判比的题：只比双方都按规则得了分的中文“表达与共情”单轮题",
            id
                + " has nothing for a judge: only Chinese cases of expression and empathy of one"
                + " turn which two candidates have a score for are judged"),
        new Text(
            "换一个有这类题的测试集（例如 customer-service-zh）再跑一次。",
            "Run it with a suite that has some, e.g. customer-service-zh."));
  }
}
