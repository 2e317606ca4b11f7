package touchstone.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import touchstone.model.Candidate;
import touchstone.model.Exchange;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.statistics.Estimate;
import touchstone.verdict.Evidence;
import touchstone.verdict.Recommendation;

/**
 * report.md: the answer, the scores with their intervals, the candidates and the transcripts that
 * tell most, for a merge request, a wiki or a mail.
 */
final class MarkdownReport {
  private static final int TELLING = 10;
  private static final int LONGEST = 2_000;

  private final ReportInput input;
  private final Language language;
  private final StringBuilder out = new StringBuilder();

  MarkdownReport(ReportInput input, Language language) {
    this.input = input;
    this.language = language;
  }

  String text() {
    Recommendation given = input.recommendation();
    line("# " + MarkdownText.line(input.run().name()));
    line("**" + Headline.badge(given.decision()).in(language) + "** " + safe(given.sentence()));
    list(new Text("为什么", "Why"), given.why());
    section(new Text("有多大把握", "How sure"));
    line(safe(given.certainty()));
    list(new Text("什么会改变结论", "What would change it"), given.wouldChange());
    list(
        new Text("使用前请注意", "Read before you rely on it"),
        given.caveats().stream().map(Recommendation.Caveat::text).toList());
    scores();
    judge();
    people();
    candidates();
    transcripts();
    about();
    return out.toString();
  }

  private void scores() {
    section(new Text("各维度得分（1–5 分，括号里是 95% 区间）", "Scores (1 to 5, with 95% intervals)"));
    List<String> head = new ArrayList<>(List.of(words("维度", "Dimension")));
    input.candidates().forEach(each -> head.add(MarkdownText.line(each.label())));
    head.add(words("底线", "Floor"));
    head.add(words("结论", "Verdict"));
    table(head);
    for (Recommendation.OfDimension each : input.recommendation().dimensions()) {
      scores(each.dimension().title(), Figures.plain(each.floor()), each.compared());
    }
    scores(new Text("总分", "Overall"), "", input.recommendation().overall());
    out.append('\n');
  }

  private void scores(Text title, String floor, Recommendation.Compared compared) {
    List<String> row = new ArrayList<>(List.of(title.in(language)));
    for (Candidate each : input.candidates()) {
      Optional<Estimate> score = Optional.ofNullable(compared.scores().get(each.id()));
      boolean below = compared.belowFloor().contains(each.id());
      row.add(score.map(MarkdownReport::score).orElse("–") + (below ? " ↓" : ""));
    }
    row.add(floor);
    row.add(verdict(compared));
    row(row);
  }

  private static String score(Estimate score) {
    String interval = Figures.interval(score);
    return Figures.score(score.value()) + (interval.isEmpty() ? "" : " (" + interval + ")");
  }

  private String verdict(Recommendation.Compared compared) {
    String best = compared.best().map(id -> MarkdownText.line(input.label(id)) + " ").orElse("");
    return best + compared.decision().title().in(language);
  }

  private void people() {
    if (input.people().isPresent()) {
      section(new Text("人的投票", "People's votes"));
      PeopleText.lines(input, language)
          .forEach(each -> out.append("- ").append(MarkdownText.line(each)).append('\n'));
      out.append('\n');
    }
  }

  private void judge() {
    if (input.judging().isEmpty()) {
      return;
    }
    Judging judging = input.judging().get();
    section(new Text("裁判", "The judge"));
    line(safe(judging.headline()));
    judging.reasons().forEach(each -> out.append("- ").append(safe(each)).append('\n'));
    for (Judging.Pair each : judging.pairs()) {
      String pair =
          each.dimension().title().in(language)
              + words("，", ", ")
              + input.label(each.a())
              + " − "
              + input.label(each.b());
      out.append("- ").append(MarkdownText.line(pair)).append(words("：规则 ", ": rules "));
      out.append(JudgeSection.part(each.rules())).append(words("，裁判 ", ", judge "));
      out.append(each.judge().map(JudgeSection::part).orElse(words("判得太少，不计", "too little")));
      out.append(words("；", "; ")).append(safe(Judging.figures(each))).append('\n');
    }
    out.append('\n');
    if (!judging.rows().isEmpty()) {
      card(judging);
    }
  }

  private void card(Judging judging) {
    table(
        List.of(
            words("考裁判：多久错一次", "The judge on trial: how often it erred"),
            words("次数", "Count"),
            words("95% 区间", "95% interval"),
            words("上限", "At most")));
    for (Judging.Row each : judging.rows()) {
      String limit =
          each.limit().isPresent() ? JudgeSection.percent(each.limit().getAsDouble()) : "";
      row(
          List.of(
              safe(each.title()),
              each.count() + "/" + each.n(),
              JudgeSection.percent(each.rate().low())
                  + "–"
                  + JudgeSection.percent(each.rate().high()),
              limit + (each.tooHigh() ? " ✕" : "")));
    }
    out.append('\n');
  }

  /** What the judge said of the first trial. */
  private void judged(Transcripts.OfCase each) {
    input
        .judging()
        .ifPresent(judging ->
            judging.of(each.id()).stream()
                .filter(said -> said.trial() == 0)
                .forEach(said -> {
                  line("**" + safe(said.verdict(input)) + "**");
                  for (int order = 0; order < said.reasons().size(); order++) {
                    if (!said.reasons().get(order).isBlank()) {
                      quote(
                          said.order(order, input).in(language) + ": " + said.reasons().get(order));
                    }
                  }
                }));
  }

  private void candidates() {
    section(new Text("候选：怎么部署、多快、多少钱", "Candidates: how served, how fast, what they cost"));
    List<String> head = new ArrayList<>(List.of(""));
    input.candidates().forEach(each -> head.add(MarkdownText.line(each.label())));
    table(head);
    for (CandidateFact fact : CandidateFact.all(input)) {
      List<String> row = new ArrayList<>(List.of(fact.title().in(language)));
      for (Evidence.OfCandidate each : input.evidence().candidates()) {
        row.add(safe(fact.of().apply(each)));
      }
      row(row);
    }
    out.append('\n');
  }

  private void transcripts() {
    section(new Text("最说明问题的对话", "The most telling transcripts"));
    for (Transcripts.OfCase each : new Transcripts(input).telling(TELLING)) {
      line("### " + MarkdownText.line(each.id()) + " · " + each.dimension().title().in(language));
      List<Transcripts.Trial> first =
          each.trials().stream().filter(trial -> trial.sample().key().trial() == 0).toList();
      asked(first);
      first.forEach(this::answered);
      judged(each);
    }
  }

  private void asked(List<Transcripts.Trial> trials) {
    List<Exchange> longest =
        trials.stream()
            .map(trial -> trial.sample().exchanges())
            .max(java.util.Comparator.comparingInt(List::size))
            .orElse(List.of());
    line("**" + words("顾客", "Customer") + "**");
    longest.forEach(each -> quote(each.user()));
  }

  private void answered(Transcripts.Trial trial) {
    String score = trial.score().isPresent() ? Figures.plain(trial.score().getAsDouble()) : "–";
    line(
        "**"
            + MarkdownText.line(input.label(trial.candidate()))
            + "**"
            + words("：", ": ")
            + score
            + " / 5");
    trial.sample().exchanges().forEach(each -> quote(each.answer()));
    CaseRow.evidence(trial, language)
        .lines()
        .filter(each -> !each.isBlank())
        .forEach(each -> out.append("- ").append(MarkdownText.line(cut(each))).append('\n'));
    out.append('\n');
  }

  private void quote(String words) {
    List<String> lines = MarkdownText.lines(cut(words.isBlank() ? "–" : words));
    for (int i = 0; i < lines.size(); i++) {
      // a backslash at its end breaks the line
      out.append("> ").append(lines.get(i)).append(i < lines.size() - 1 ? "\\" : "").append('\n');
    }
    out.append('\n');
  }

  private String cut(String words) {
    if (words.length() <= LONGEST) {
      return words;
    }
    int end = Character.isHighSurrogate(words.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return words.substring(0, end)
        + words("…（共 " + words.length() + " 字符）", "… (" + words.length() + " characters)");
  }

  private void about() {
    section(new Text("这次运行", "About this run"));
    item(words("编号", "Id"), input.run().id());
    item(words("开始", "Started"), input.run().started());
    item(words("用时", "Took"), Figures.duration(input.run().wallSeconds()).in(language));
    item(words("机器", "Machine"), input.machine().cpu() + " × " + input.machine().cores());
    ReportInput.sorted(input.versions()).forEach(each -> item(each.getKey(), each.getValue()));
  }

  private void item(String name, String value) {
    out.append("- ").append(MarkdownText.line(name)).append(words("：", ": "));
    out.append(MarkdownText.line(value)).append('\n');
  }

  private void list(Text heading, List<Text> items) {
    if (items.isEmpty()) {
      return;
    }
    section(heading);
    items.forEach(each -> out.append("- ").append(safe(each)).append('\n'));
    out.append('\n');
  }

  private void section(Text heading) {
    line("## " + heading.in(language));
  }

  private void line(String content) {
    out.append(content).append("\n\n");
  }

  private void table(List<String> head) {
    row(head);
    row(head.stream().map(_ -> "---").toList());
  }

  private void row(List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private String safe(Text text) {
    return MarkdownText.line(text.in(language));
  }

  private String words(String zh, String en) {
    return new Text(zh, en).in(language);
  }
}
