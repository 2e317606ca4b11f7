package touchstone.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import touchstone.model.Exchange;
import touchstone.model.Finding;
import touchstone.model.Language;
import touchstone.model.Text;

/**
 * One trial as a row of a table: what was asked, what was answered, the score and why.
 *
 * @param id of the case, {@code suite/case}
 * @param trial 1 for the first
 */
record CaseRow(
    String id,
    String dimension,
    String skill,
    String difficulty,
    String candidate,
    int trial,
    String standing,
    OptionalDouble score,
    String question,
    String answer,
    String evidence) {
  /** The columns' heads, in the order of {@link #cells}. */
  static final List<Text> HEADS =
      List.of(
          new Text("题目", "Case"),
          new Text("维度", "Dimension"),
          new Text("技能", "Skill"),
          new Text("难度", "Difficulty"),
          new Text("候选", "Candidate"),
          new Text("第几遍", "Trial"),
          new Text("结局", "Outcome"),
          new Text("得分（1–5）", "Score (1–5)"),
          new Text("顾客说", "Customer"),
          new Text("回答", "Answer"),
          new Text("评分依据", "Evidence"));

  /** Every trial of every case, in the order of dimension, case and candidate. */
  static Stream<CaseRow> all(ReportInput input, Transcripts transcripts, Language language) {
    return transcripts.all().stream()
        .flatMap(test -> test.trials().stream().map(trial -> of(input, test, trial, language)));
  }

  private static CaseRow of(
      ReportInput input, Transcripts.OfCase test, Transcripts.Trial trial, Language language) {
    List<Exchange> said = trial.sample().exchanges();
    return new CaseRow(
        test.id(),
        test.dimension().title().in(language),
        test.worded().map(each -> each.skill().in(language)).orElse(""),
        test.text().map(each -> each.difficulty().name().toLowerCase(Locale.ROOT)).orElse(""),
        input.label(trial.candidate()),
        trial.sample().key().trial() + 1,
        CaseMarkup.standing(trial.standing()).in(language),
        trial.score(),
        turns(said, Exchange::user),
        turns(said, Exchange::answer),
        evidence(trial, language));
  }

  /** What was said, each turn with its number where there are several. */
  private static String turns(List<Exchange> said, Function<Exchange, String> words) {
    return said.size() == 1
        ? words.apply(said.getFirst())
        : String.join(
            "\n",
            IntStream.range(0, said.size())
                .mapToObj(turn -> (turn + 1) + ") " + words.apply(said.get(turn)))
                .toList());
  }

  /** What the graders said, a line each. */
  static String evidence(Transcripts.Trial trial, Language language) {
    List<String> lines = new ArrayList<>();
    trial.findings().forEach(each -> lines.add(evidence(each, language)));
    trial
        .grade()
        .filter(each -> !each.reason().isBlank())
        .ifPresent(each -> lines.add(each.reason()));
    return String.join("\n", lines);
  }

  private static String evidence(Finding finding, Language language) {
    String quote =
        finding.quote().isBlank()
            ? ""
            : new Text("“" + finding.quote() + "”", " \"" + finding.quote() + "\"").in(language);
    String about =
        finding.about().isBlank() ? "" : finding.about() + new Text("：", ": ").in(language);
    return (finding.credit() >= AnswerMarkup.FULL ? "✓ " : "✗ ")
        + about
        + finding.note().in(language)
        + quote;
  }

  /** A String or a Number each. */
  List<Object> cells() {
    return List.of(
        id,
        dimension,
        skill,
        difficulty,
        candidate,
        trial,
        standing,
        score.isPresent() ? Math.round(score.getAsDouble() * 10_000) / 1e4 : "",
        question,
        answer,
        evidence);
  }
}
