package touchstone.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import touchstone.model.Candidate;
import touchstone.model.Case;
import touchstone.model.Grade;
import touchstone.model.Outcome;
import touchstone.model.Phase;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Sample;
import touchstone.model.SampleKey;
import touchstone.model.Sha256;
import touchstone.model.Suite;
import touchstone.model.Text;
import touchstone.store.Json;
import touchstone.store.Judgement;
import touchstone.store.JudgementLog;
import touchstone.store.RunFolder;
import touchstone.store.SampleLog;
import touchstone.votes.Ballot;
import touchstone.votes.Contest;
import touchstone.votes.People;
import touchstone.votes.Vote;

/**
 * People's votes on a finished run: which pairs they are asked about, what they said, kept in the
 * run's folder and only ever added to. Pairs are cases of one turn that both candidates answered,
 * in their first trial. Not thread-safe.
 */
public final class Voting {
  private static final int TRIAL = 0;

  private final RunFiles files;

  public Voting(RunFiles files) {
    this.files = files;
  }

  /** The ballot; empty where people were not asked yet. */
  public Optional<Ballot> ballot() {
    Path file = files.folder().ballot();
    return Files.exists(file)
        ? Optional.of(read(file, text(file), Ballot.class))
        : Optional.empty();
  }

  /**
   * Draws the pairs and keeps the ballot.
   *
   * @param size pairs wanted, at least 1
   * @param voters at least 1
   * @throws ProblemException where there is a ballot of another size, or nothing to vote on
   */
  public Ballot draw(int size, int voters, long seed) {
    Optional<Ballot> kept = ballot();
    List<Contest> contests = contests();
    long open = contests.stream().filter(each -> !each.identical()).count();
    if (open == 0 || !files.folder().answersKept()) {
      throw nothing();
    }
    if (kept.isPresent()) {
      Ballot ballot = kept.get();
      if (ballot.drawn() != Math.min(size, open) || ballot.voters() != voters) {
        throw another(ballot);
      }
      return ballot;
    }
    Ballot ballot = Ballot.draw(files.folder().id(), contests, size, voters, seed);
    RunFolder.replace(files.folder().ballot(), Json.mapper().writeValueAsString(ballot));
    return ballot;
  }

  private ProblemException another(Ballot ballot) {
    int pairs = ballot.drawn();
    return new ProblemException(
        new Problem(
            new Text(
                "这次运行已经抽过 " + pairs + " 对、" + ballot.voters() + " 张表，不能再抽一批，否则权重就不对了",
                "This run's ballot is drawn: "
                    + pairs
                    + " pairs on "
                    + ballot.voters()
                    + " sheets; another draw would make the weights wrong"),
            new Text(
                "要再导出同一批，写 --pairs " + pairs + " --voters " + ballot.voters() + "。",
                "For the same once more: --pairs "
                    + pairs
                    + " --voters "
                    + ballot.voters()
                    + ".")));
  }

  private ProblemException nothing() {
    String id = files.folder().id();
    return new ProblemException(
        new Problem(
            new Text(
                id + " 里没有可投票的：要有两个候选都答过、答得不一样的单轮题",
                id
                    + " has nothing to vote on: cases of one turn that two candidates answered"
                    + " differently"),
            new Text(
                "先跑完一次有两个以上候选的运行；导出时去掉了回答的也不行。",
                "Finish a run of two candidates or more, with its answers kept.")));
  }

  /** All votes that are kept, in the order in which they came; a torn last line is passed over. */
  public List<Vote> votes() {
    Path file = files.folder().votes();
    if (!Files.exists(file)) {
      return List.of();
    }
    String text = text(file);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    return whole.lines().map(line -> read(file, line, Vote.class)).toList();
  }

  /** Adds votes and returns when they are on the disk. */
  public void append(List<Vote> votes) {
    StringBuilder lines = new StringBuilder();
    votes.forEach(each -> lines.append(Json.mapper().writeValueAsString(each)).append('\n'));
    Path file = files.folder().votes();
    byte[] kept = Files.exists(file) ? text(file).getBytes(StandardCharsets.UTF_8) : new byte[0];
    int end = kept.length;
    while (end > 0 && kept[end - 1] != '\n') {
      end--;
    }
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(end);
      out.seek(end);
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
      out.getFD().sync();
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              new Text("写不进 " + file + "：" + e, "Cannot write " + file + ": " + e),
              new Text("请检查磁盘空间和写权限。", "Check disk space and that you may write.")),
          e);
    }
  }

  /** What people said; empty where none of their votes is kept. */
  public Optional<People> people() {
    List<Vote> votes = votes();
    return ballot()
        .filter(_ -> !votes.isEmpty())
        .map(each -> People.of(each, sound(each, votes), contests()));
  }

  private static List<Vote> sound(Ballot ballot, List<Vote> votes) {
    return votes.stream()
        .filter(each -> each.pair() >= 0 && each.pair() < ballot.pairs().size())
        .toList();
  }

  /** All pairs of answers that people could be asked about, in the order of the cases. */
  public List<Contest> contests() {
    Optional<Plan> plan = files.plan();
    if (plan.isEmpty()) {
      return List.of();
    }
    Map<SampleKey, Sample> samples = new HashMap<>();
    SampleLog.read(files.folder().samples()).forEach(each -> samples.put(each.key(), each));
    Map<SampleKey, Grade> grades = new HashMap<>();
    files.grades().forEach(each -> grades.put(each.key(), each));
    Map<Judgement.Key, Judgement> judged = judged();
    boolean kept = files.folder().answersKept();
    List<Contest> contests = new ArrayList<>();
    for (Suite suite : plan.get().suites()) {
      for (Case test : suite.cases()) {
        if (test.turns().size() == 1) {
          String caseId = suite.name() + "/" + test.id();
          add(caseId, test, plan.get(), samples, grades, judged, contests, kept);
        }
      }
    }
    return List.copyOf(contests);
  }

  private Map<Judgement.Key, Judgement> judged() {
    Optional<String> judge = files.judge().filter(JudgeRecord::accepted).map(JudgeRecord::id);
    return judge.isEmpty()
        ? Map.of()
        : JudgementLog.read(files.folder().judgements()).stream()
            .filter(each -> each.judge().equals(judge.get()) && each.trial() == TRIAL)
            .filter(Judgement::readable)
            .collect(
                Collectors.toMap(
                    each ->
                        new Judgement.Key("", each.caseId(), TRIAL, each.first(), each.second()),
                    Function.identity()));
  }

  private static void add(
      String caseId,
      Case test,
      Plan plan,
      Map<SampleKey, Sample> samples,
      Map<SampleKey, Grade> grades,
      Map<Judgement.Key, Judgement> judged,
      List<Contest> contests,
      boolean kept) {
    List<Candidate> candidates = plan.candidates();
    for (int i = 0; i < candidates.size(); i++) {
      for (int j = i + 1; j < candidates.size(); j++) {
        String first = candidates.get(i).id();
        String second = candidates.get(j).id();
        Sample a = samples.get(new SampleKey(first, new Phase.Cases(), caseId, TRIAL));
        Sample b = samples.get(new SampleKey(second, new Phase.Cases(), caseId, TRIAL));
        if (a != null && b != null && answered(a) && answered(b)) {
          Judgement said = judged.get(new Judgement.Key("", caseId, TRIAL, first, second));
          contests.add(contest(test, a, b, grades, said, kept));
        }
      }
    }
  }

  private static boolean answered(Sample sample) {
    return sample.outcome() == Outcome.COMPLETED && !sample.answer().isBlank();
  }

  private static Contest contest(
      Case test,
      Sample a,
      Sample b,
      Map<SampleKey, Grade> grades,
      @org.jspecify.annotations.Nullable Judgement judgement,
      boolean kept) {
    String answers = kept ? Sha256.of(a.answer().length() + ":" + a.answer() + b.answer()) : "";
    Optional<Judgement> said =
        Optional.ofNullable(judgement).filter(each -> !kept || each.answers().equals(answers));
    return new Contest(
        a.key().caseId(),
        test.cluster(),
        a.system().or(test::system).orElse(""),
        a.exchanges().getLast().user(),
        a.key().candidate(),
        b.key().candidate(),
        a.answer(),
        b.answer(),
        answers,
        score(grades, a) - score(grades, b),
        said.map(each -> OptionalInt.of(each.balance())).orElse(OptionalInt.empty()),
        said.map(Judgement::flipped).orElse(false));
  }

  private static double score(Map<SampleKey, Grade> grades, Sample sample) {
    Grade grade = grades.get(sample.key());
    return grade == null ? 0 : grade.score().orElse(0);
  }

  /** What would tell a voter who answered: labels and the names of models. */
  public Set<String> names() {
    Set<String> names = new HashSet<>();
    files
        .plan()
        .ifPresent(plan ->
            plan.candidates()
                .forEach(each -> {
                  names.add(each.label());
                  switch (each.source()) {
                    case Candidate.CatalogueModel model -> names.add(model.model());
                    case Candidate.Outside outside -> names.add(outside.model());
                    case Candidate.Later later -> names.add(later.model());
                    case Candidate.ModelFile _ -> {
                      // its label says as much
                    }
                  }
                }));
    names.removeIf(each -> each.strip().length() < 3);
    return names;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static <T> T read(Path file, String text, Class<T> type) {
    try {
      return Json.mapper().readValue(text, type);
    } catch (JacksonException e) {
      throw new ProblemException(
          new Problem(
              new Text(
                  file + " 读不懂：" + e.getOriginalMessage(),
                  file + " cannot be read: " + e.getOriginalMessage()),
              new Text("文件被改动过，请从备份里恢复。", "It was changed; restore it from a copy.")),
          e);
    }
  }
}
