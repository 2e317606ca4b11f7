package touchstone.run;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import touchstone.endpoint.ChatClient;
import touchstone.judge.Judge;
import touchstone.judge.JudgeCard;
import touchstone.judge.RulingCache;
import touchstone.model.Candidate;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.store.JudgementLog;
import touchstone.store.SampleLog;

/**
 * The judge's part in a run: tried before the candidates, asked after them, inside the budget. One
 * that is refused or cannot be reached leaves the run to the rules, and the report says why.
 */
final class JudgeTurn {
  private final Candidate named;
  private final boolean allowFamily;
  private final List<Candidate> candidates;
  private final RunFiles files;
  private final Desk desk;
  private final Surroundings around;
  private final RunListener listener;
  private Judge.Spent charged = new Judge.Spent(0, 0, 0);
  private Optional<ChatClient> client = Optional.empty();

  /**
   * @param judge of the selection
   */
  JudgeTurn(
      Selection.Judge judge,
      List<Candidate> candidates,
      RunFiles files,
      Desk desk,
      Surroundings around,
      RunListener listener) {
    this.named = judge.model();
    this.allowFamily = judge.allowFamily();
    this.candidates = candidates;
    this.files = files;
    this.desk = desk;
    this.around = around;
    this.listener = listener;
  }

  /** Whether it may judge; tries it where this run has no card of it yet. */
  boolean passes(ChatClient asked) {
    client = Optional.of(asked);
    Optional<JudgeRecord> kept = files.judge();
    String id = phase(RulingCache.inMemory()).id();
    if (kept.isPresent() && kept.get().id().equals(id)) {
      return kept.get().accepted();
    }
    desk.governor().turn(candidates.size() + 1);
    double start = desk.seconds();
    JudgeRecord record = tried();
    desk.governor().turn(1);
    if (record.accepted() || kept.filter(JudgeRecord::accepted).isEmpty()) {
      // What an earlier judge said is never given up for one that has no say.
      files.write(record);
    }
    desk.event("judge-trial", "", Map.of("seconds", desk.seconds() - start));
    if (!record.accepted()) {
      listener.on(new RunEvent.Warning(why(record)));
    }
    return record.accepted();
  }

  private JudgeRecord tried() {
    try (RulingCache rulings = RulingCache.in(files.folder().path())) {
      JudgePhase phase = phase(rulings);
      try {
        JudgeCard card =
            Deadline.within(
                around.ticker(), desk.governor().secondsLeft(), () -> phase.card(candidates));
        return phase.record(card);
      } catch (ProblemException fault) {
        return unreachable(fault.problem(), phase.spent());
      } catch (Deadline.TimeUp _) {
        return unreachable(late(), phase.spent());
      } finally {
        charge(phase);
      }
    }
  }

  private JudgeRecord unreachable(Problem problem, Judge.Spent spent) {
    return new JudgeRecord(
        "",
        named.label(),
        Optional.empty(),
        Optional.of(problem),
        spent.promptTokens(),
        spent.completionTokens());
  }

  private Problem late() {
    return new Problem(
        new Text("分给考裁判的时间用完了，没有考完", "the time for the judge's trial was up before it ended"),
        later());
  }

  private Text why(JudgeRecord record) {
    List<Text> reasons =
        record
            .read()
            .map(JudgeCard::reasons)
            .orElseGet(() -> record.problem().stream().map(JudgeTurn::whole).toList());
    return new Text(
        "裁判 " + named.label() + " 用不了，这次只按规则评分：" + joined(reasons, true),
        "The judge "
            + named.label()
            + " has no say, rules alone grade this run: "
            + joined(reasons, false));
  }

  private static Text whole(Problem problem) {
    return new Text(
        problem.what().zh() + "。" + problem.nextStep().zh(),
        problem.what().en() + ". " + problem.nextStep().en());
  }

  /** What a user can do once the run is over: the selection of a run never changes. */
  private Text later() {
    String command = "touchstone judge " + files.folder().id() + " --with URL --model M";
    return new Text("跑完之后可以执行 " + command, "After the run: " + command);
  }

  private static String joined(List<Text> reasons, boolean zh) {
    return String.join(
        zh ? "；" : "; ", reasons.stream().map(each -> zh ? each.zh() : each.en()).toList());
  }

  /** Asks about all pairs of answers that it was not asked about, as far as the budget goes. */
  void judge(Plan plan) {
    desk.governor().turn(1);
    double start = desk.seconds();
    List<Docket.Item> docket =
        Docket.of(
            plan,
            SampleLog.read(files.folder().samples()),
            new Reporting(around.versions(), around.language()).grade(files));
    try (RulingCache rulings = RulingCache.in(files.folder().path());
        JudgementLog log = JudgementLog.open(files.folder().judgements())) {
      JudgePhase phase = phase(rulings);
      charged = phase.spent();
      JudgePhase.Outcome outcome = phase.judge(docket, log, () -> secondsLeft(phase));
      if (outcome.missing() > 0) {
        listener.on(new RunEvent.Warning(unfinished(outcome)));
      }
    }
    desk.event("judging", "", Map.of("seconds", desk.seconds() - start));
  }

  private Text unfinished(JudgePhase.Outcome outcome) {
    String zh = outcome.problem().map(each -> "：" + each.what().zh()).orElse("，时间或钱用完了");
    String en =
        outcome.problem().map(each -> ": " + each.what().en()).orElse(": the budget is used up");
    return new Text(
        "裁判还有 " + outcome.missing() + " 对回答没有比" + zh + "。" + later().zh(),
        outcome.missing() + " pairs of answers were not judged" + en + ". " + later().en());
  }

  /** None where the money is spent. */
  private OptionalDouble secondsLeft(JudgePhase phase) {
    charge(phase);
    return desk.governor().exhausted() ? OptionalDouble.of(0) : desk.governor().secondsLeft();
  }

  private synchronized void charge(JudgePhase phase) {
    Judge.Spent more = phase.spent().since(charged);
    charged = phase.spent();
    desk.governor().charge(Spending.tokens(named, more.promptTokens(), more.completionTokens()));
  }

  private JudgePhase phase(RulingCache rulings) {
    Candidate.Outside source = (Candidate.Outside) named.source();
    return new JudgePhase(
        client.orElseThrow(),
        JudgeSeat.of(source, allowFamily),
        new AuditCache(around.judgeCards(), around.clock()),
        new JudgePhase.Clocks(around.ticker(), around.clock()),
        new SecureRandom(),
        rulings,
        (what, done, total) ->
            listener.on(
                new RunEvent.Advanced(named.label(), what, done, total, OptionalDouble.empty())));
  }
}
