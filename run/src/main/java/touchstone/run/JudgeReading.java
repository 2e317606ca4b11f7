package touchstone.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import touchstone.judge.JudgeCard;
import touchstone.model.Grade;
import touchstone.model.Phase;
import touchstone.model.Sample;
import touchstone.model.SampleKey;
import touchstone.model.Text;
import touchstone.report.Judging;
import touchstone.statistics.JudgeSkill;
import touchstone.store.Judgement;
import touchstone.store.JudgementLog;
import touchstone.verdict.Evidence;
import touchstone.verdict.Judged;
import touchstone.verdict.JudgedPart;

/**
 * A run's judge out of its stored files: what counts of what it said, for the verdict and for the
 * report. The same files always read the same. Pure but for reading them.
 */
final class JudgeReading {
  private static final Text ANOTHER =
      new Text(
          "结论只用了规则分。要请别的裁判：touchstone judge 运行 --with 地址 --model 模型",
          "The verdict rests on the rules alone. For another judge: touchstone judge RUN --with URL"
              + " --model M");

  private static final Text NOTHING =
      new Text(
          "没有要它比的题：只比双方都按规则得了分的中文“表达与共情”单轮题",
          "it had nothing to compare: only Chinese cases of expression and empathy of one turn"
              + " which both candidates have a score for are judged");

  private final Optional<String> named;
  private final Optional<JudgeRecord> kept;
  private final List<Docket.Item> docket;
  private final Map<Judgement.Key, Judgement> known;
  private final Map<SampleKey, Grade> grades;
  private final boolean answersKept;

  private JudgeReading(
      RunFiles files, Plan plan, List<Sample> samples, List<Grade> grades, List<Judgement> log) {
    this.named = plan.judge();
    this.kept = files.judge();
    this.docket = Docket.of(plan, samples, grades);
    this.known = log.stream().collect(Collectors.toMap(Judgement::key, each -> each));
    this.grades = new HashMap<>();
    grades.forEach(each -> this.grades.put(each.key(), each));
    this.answersKept = files.folder().answersKept();
  }

  static JudgeReading of(RunFiles files, Plan plan, List<Sample> samples, List<Grade> grades) {
    List<Judgement> log = JudgementLog.read(files.folder().judgements());
    return new JudgeReading(files, plan, samples, grades, log);
  }

  /** What an accepted judge said; empty where rules alone decide. */
  Optional<Judged> judged() {
    Optional<JudgeSkill> skill =
        kept.filter(JudgeRecord::accepted).flatMap(JudgeRecord::read).flatMap(JudgeCard::skill);
    return skill.map(each -> new Judged(pairings(), each));
  }

  /** Trials of a case are averaged, as those of scores are. */
  private List<Judged.Pairing> pairings() {
    record Pair(String caseId, String a, String b) {}
    Map<Pair, List<Integer>> balances = new LinkedHashMap<>();
    for (Docket.Item item : docket) {
      List<Integer> own =
          balances.computeIfAbsent(
              new Pair(item.caseId(), item.first(), item.second()), _ -> new ArrayList<>());
      judgement(item).filter(Judgement::readable).ifPresent(each -> own.add(each.balance()));
    }
    return balances.entrySet().stream()
        .map(each ->
            new Judged.Pairing(
                each.getKey().caseId(),
                each.getKey().a(),
                each.getKey().b(),
                each.getValue().stream().mapToInt(Integer::intValue).average()))
        .toList();
  }

  /** The judgement of these very answers by the run's judge. */
  private Optional<Judgement> judgement(Docket.Item item) {
    return kept.map(JudgeRecord::id)
        .map(id -> new Judgement.Key(id, item.caseId(), item.trial(), item.first(), item.second()))
        .flatMap(key -> Optional.ofNullable(known.get(key)))
        .filter(each -> !answersKept || each.answers().equals(item.answers()));
  }

  /** For the report; empty where no judge was named or asked. */
  Optional<Judging> shown(Evidence evidence) {
    if (kept.isEmpty()) {
      return named.map(this::notAsked);
    }
    JudgeRecord record = kept.get();
    Optional<JudgeCard> card = record.read();
    return Optional.of(
        new Judging(
            record.model(),
            card.map(each -> each.families().stream().sorted().toList()).orElse(List.of()),
            state(record),
            reasons(record, card),
            card.map(JudgeCard::wordsVersion).orElse(""),
            card.map(JudgeCard::auditVersion).orElse(""),
            card.map(JudgeReading::rows).orElse(List.of()),
            JudgedPart.of(evidence).stream().map(this::pair).toList(),
            record.accepted() ? said() : List.of()));
  }

  private Judging notAsked(String model) {
    return new Judging(
        model,
        List.of(),
        Judging.State.NOT_ASKED,
        docket.isEmpty() ? List.of(NOTHING) : List.of(),
        "",
        "",
        List.of(),
        List.of(),
        List.of());
  }

  private static Judging.State state(JudgeRecord record) {
    return record.card().isEmpty()
        ? Judging.State.UNREACHABLE
        : record.accepted() ? Judging.State.ACCEPTED : Judging.State.REFUSED;
  }

  private List<Text> reasons(JudgeRecord record, Optional<JudgeCard> card) {
    List<Text> reasons = new ArrayList<>(card.map(JudgeCard::reasons).orElse(List.of()));
    record
        .problem()
        .ifPresent(each -> {
          reasons.add(each.what());
          reasons.add(each.nextStep());
        });
    if (state(record) == Judging.State.REFUSED) {
      reasons.add(ANOTHER);
    }
    if (record.accepted() && docket.isEmpty()) {
      reasons.add(NOTHING);
    }
    long open = docket.stream().filter(each -> judgement(each).isEmpty()).count();
    if (record.accepted() && open > 0) {
      reasons.add(
          new Text(
              "还有 " + open + " 对回答没有比（时间到了、钱用完了，或者裁判没有回答），没有计入；touchstone judge 可以接着比",
              open
                  + " pairs of answers were not compared (time was up, the money was spent, or the"
                  + " judge gave no answer) and do not count; touchstone judge goes on with them"));
    }
    return reasons;
  }

  private static List<Judging.Row> rows(JudgeCard card) {
    return card.rates().stream()
        .map(each ->
            new Judging.Row(
                each.trait().id(),
                each.trait().title(),
                each.count(),
                each.n(),
                each.estimate(),
                each.trait().limit(),
                each.tooHigh()))
        .toList();
  }

  private List<Judging.Said> said() {
    List<Judging.Said> said = new ArrayList<>();
    for (Docket.Item item : docket) {
      judgement(item)
          .ifPresent(each ->
              said.add(
                  new Judging.Said(
                      each.caseId(),
                      each.trial(),
                      each.first(),
                      each.second(),
                      each.readable(),
                      each.balance(),
                      each.flipped(),
                      each.reasons())));
    }
    return said;
  }

  /** Counts of one pair of candidates in one dimension. */
  private Judging.Pair pair(JudgedPart part) {
    Count count = new Count();
    docket.stream()
        .filter(each -> each.dimension() == part.dimension())
        .filter(each -> each.first().equals(part.a()) && each.second().equals(part.b()))
        .forEach(each -> judgement(each).ifPresent(one -> count.add(each, one)));
    return new Judging.Pair(
        part.dimension(),
        part.a(),
        part.b(),
        part.due(),
        part.judged(),
        count.unreadable,
        count.wins,
        count.losses,
        count.ties,
        count.flips,
        count.bothDecide,
        count.agree,
        count.longer,
        part.rules(),
        part.judge());
  }

  private final class Count {
    private int unreadable;
    private int wins;
    private int losses;
    private int ties;
    private int flips;
    private int bothDecide;
    private int agree;
    private int longer;

    void add(Docket.Item item, Judgement judgement) {
      if (!judgement.readable()) {
        unreadable++;
        return;
      }
      int balance = judgement.balance();
      flips += judgement.flipped() ? 1 : 0;
      wins += balance > 0 ? 1 : 0;
      losses += balance < 0 ? 1 : 0;
      ties += balance == 0 ? 1 : 0;
      double rules = score(item, item.first()).orElse(0) - score(item, item.second()).orElse(0);
      if (balance != 0 && rules != 0) {
        bothDecide++;
        agree += Math.signum(rules) == balance ? 1 : 0;
      }
      longer += balance != 0 && judgement.longer() == balance ? 1 : 0;
    }
  }

  private OptionalDouble score(Docket.Item item, String candidate) {
    Grade grade =
        grades.get(new SampleKey(candidate, new Phase.Cases(), item.caseId(), item.trial()));
    return grade == null ? OptionalDouble.empty() : grade.score();
  }
}
