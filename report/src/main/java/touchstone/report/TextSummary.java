package touchstone.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import touchstone.model.Candidate;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.statistics.Estimate;
import touchstone.verdict.Decision;
import touchstone.verdict.Recommendation;

/** What the terminal shows when a run is over: the answer, the scores, the speed, the report. */
public final class TextSummary {
  private static final int NARROWEST = 72;
  private static final int VERDICT = 20;
  private static final String INDENT = "  ";

  private final ReportInput input;
  private final Language language;
  private final int width;
  private final boolean ansi;
  private final List<String> lines = new ArrayList<>();

  private TextSummary(ReportInput input, Language language, int width, boolean ansi) {
    this.input = input;
    this.language = language;
    this.width = Math.max(NARROWEST, width);
    this.ansi = ansi;
  }

  /**
   * The summary as lines, none longer than the terminal (but for the report's path).
   *
   * @param width columns of the terminal, taken as 72 where it has fewer
   * @param ansi colours and bold, for a terminal that knows them
   */
  public static List<String> lines(
      ReportInput input, Language language, int width, boolean ansi, Path report) {
    TextSummary summary = new TextSummary(input, language, width, ansi);
    summary.headline();
    summary.table();
    summary.latency();
    summary.lines.add("");
    summary.lines.add(
        INDENT + new Text("报告：", "Report: ").in(language) + Columns.tame(report.toString()));
    return List.copyOf(summary.lines);
  }

  private void headline() {
    Recommendation given = input.recommendation();
    String colour = colour(given.decision());
    lines.add("");
    lines.add(styled(colour + ";1", INDENT + Headline.badge(given.decision()).in(language)));
    wrapped(given.sentence().in(language), "1");
    wrapped(given.certainty().in(language), "2");
    given.caveats().forEach(each -> wrapped("! " + each.text().in(language), "33"));
    lines.add("");
  }

  private void wrapped(String text, String style) {
    for (String line : Columns.wrap(Columns.tame(text), width - INDENT.length())) {
      lines.add(INDENT + styled(style, line));
    }
  }

  private void table() {
    List<Candidate> candidates = input.candidates();
    int first = language == Language.ZH ? 12 : 24;
    int room = width - INDENT.length() - first - VERDICT - 2;
    int column = Math.clamp(room / Math.max(1, candidates.size()), 7, 24);
    StringBuilder head =
        new StringBuilder(Columns.left(new Text("维度", "Dimension").in(language), first));
    candidates.forEach(
        each -> head.append(Columns.right(" " + Columns.tame(each.label()), column)));
    head.append(INDENT).append(new Text("结论", "Verdict").in(language));
    add(styled("2", head.toString()));
    row(new Text("总分", "Overall"), input.recommendation().overall(), first, column);
    for (Recommendation.OfDimension each : input.recommendation().dimensions()) {
      row(each.dimension().title(), each.compared(), first, column);
    }
  }

  private void row(Text title, Recommendation.Compared compared, int first, int column) {
    StringBuilder row = new StringBuilder(Columns.left(title.in(language), first));
    for (Candidate each : input.candidates()) {
      Optional<Estimate> score = Optional.ofNullable(compared.scores().get(each.id()));
      boolean below = compared.belowFloor().contains(each.id());
      String figure = score.map(Estimate::value).map(Figures::score).orElse("–");
      row.append(styled(below ? "31" : "", Columns.right(figure + (below ? "↓" : " "), column)));
    }
    row.append(INDENT).append(styled(colour(compared.decision()), verdict(compared)));
    add(row.toString());
  }

  private String verdict(Recommendation.Compared compared) {
    if (compared.pairs().isEmpty() && compared.decision() != Decision.NONE_GOOD_ENOUGH) {
      return "–";
    }
    String words = compared.decision().title().in(language);
    return Columns.cut(
        compared
                .best()
                .map(best -> Columns.cut(Columns.tame(input.label(best)), 8) + " ")
                .orElse("")
            + words,
        VERDICT);
  }

  private void latency() {
    boolean title = true;
    for (Candidate each : input.candidates()) {
      List<String> parts =
          input.latencies().stream()
              .filter(row -> row.candidate().equals(each.id()))
              .flatMap(row -> row.ttft().stream().map(ttft -> latency(row.concurrency(), ttft)))
              .toList();
      if (parts.isEmpty()) {
        continue;
      }
      if (title) {
        lines.add("");
        wrapped(new Text("首字延迟 p50 / p95", "TTFT p50 / p95").in(language), "2");
        title = false;
      }
      wrapped(Columns.left(Columns.tame(each.label()), 24) + String.join("   ", parts), "");
    }
    lines.add("");
    Text wall = Figures.duration(input.run().wallSeconds());
    wrapped(new Text("总用时 " + wall.zh(), wall.en() + " in all").in(language), "2");
  }

  private String latency(int concurrency, ReportInput.Spread ttft) {
    String times =
        Figures.millis(ttft.p50().orElse(ttft.mean())) + " / " + Figures.millis(ttft.p95());
    return new Text(concurrency + " 并发 " + times + " 毫秒", times + " ms at " + concurrency)
        .in(language);
  }

  private void add(String line) {
    lines.add(INDENT + line);
  }

  private static String colour(Decision decision) {
    return switch (decision) {
      case BETTER -> "32";
      case EQUIVALENT -> "34";
      case UNDECIDED -> "33";
      case NONE_GOOD_ENOUGH -> "31";
    };
  }

  private String styled(String style, String text) {
    return ansi && !style.isEmpty() ? "\u001B[" + style + "m" + text + "\u001B[0m" : text;
  }
}
