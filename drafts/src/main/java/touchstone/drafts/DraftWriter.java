package touchstone.drafts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import touchstone.document.YamlText;
import touchstone.model.Check;
import touchstone.model.Check.KeyPoint;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** Writes drafts as a suite: its head with the passages, the cases, and what was left out. */
record DraftWriter(
    Vocabulary vocabulary, List<Passage> passages, List<DraftCase> cases, List<LeftOut> left) {
  static final String CASES = "drafts.yaml";
  static final String LEFT = "left-out.txt";

  void write(Path folder, LocalDate today) {
    Path out = folder.toAbsolutePath().normalize();
    Path beside = out.resolveSibling("." + out.getFileName() + ".drafting");
    try {
      if (Files.exists(out)) {
        throw taken(folder);
      }
      delete(beside);
      Files.createDirectories(beside);
      try {
        Files.writeString(beside.resolve("suite.yaml"), head(out, today));
        Files.writeString(beside.resolve(CASES), drafts());
        if (!left.isEmpty()) {
          Files.writeString(beside.resolve(LEFT), leftOut());
        }
        Files.move(beside, out, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        delete(beside);
      }
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              new Text("写不进 " + folder + "：" + e, "Cannot write " + folder + ": " + e),
              new Text("请检查磁盘空间和写权限。", "Check disk space and that you may write.")),
          e);
    }
  }

  private static ProblemException taken(Path folder) {
    return new ProblemException(
        new Problem(
            new Text(folder + " 已经存在，不会覆盖", folder + " is there already and is not overwritten"),
            new Text("请用 --out 换一个文件夹。", "Choose another folder with --out.")));
  }

  private String head(Path out, LocalDate today) {
    StringBuilder text = new StringBuilder();
    String files =
        passages.stream().map(Passage::file).distinct().collect(Collectors.joining(", "));
    line(text, "# 来源 / source: " + YamlText.oneLine(files) + ", " + today);
    line(text, "# 草稿，收下的才参加运行 / drafts, a case runs once it is accepted: touchstone suite review");
    line(text, "name: " + YamlText.quoted(name(out)));
    line(text, "version: \"" + today + "\"");
    line(text, "title:");
    line(text, "  zh: " + YamlText.quoted(Vocabulary.of("zh").word("title")));
    line(text, "  en: " + YamlText.quoted(Vocabulary.of("en").word("title")));
    line(text, "language: " + vocabulary.language());
    line(text, "licence: LicenseRef-private");
    line(text, "system:");
    for (int i : new TreeSet<>(cases.stream().map(DraftCase::passage).toList())) {
      String prompt = new Prompts(vocabulary).of(passages.get(i));
      line(text, "  p" + (i + 1) + ": " + YamlText.quoted(prompt));
    }
    line(text, "defaults:");
    line(text, "  semantics:");
    script().ifPresent(each -> line(text, "    - {script: " + each + ", weight: 0.1}"));
    line(text, "    - no-repetition: 0.1");
    line(text, "    - no-refusal: 0.1");
    line(text, "    - {no-invention: [], weight: 0.3}");
    line(text, "cases:");
    line(text, "  - " + CASES);
    return text.toString();
  }

  /** The script that the papers themselves are written in, where it is one and the same. */
  private java.util.Optional<String> script() {
    List<String> scripts = vocabulary.chinese() ? List.of("zh-Hans", "zh-Hant") : List.of("en");
    return scripts.stream()
        .filter(each ->
            cases.stream()
                .filter(draft -> !draft.missing())
                .allMatch(draft ->
                    Proof.holds(
                        "?", "", draft.question() + draft.quote(), new Check.Script(each, 1))))
        .findFirst();
  }

  private static String name(Path out) {
    String name =
        String.valueOf(out.getFileName())
            .replaceAll("[^\\p{L}\\p{N}._-]+", "-")
            .replaceAll("^[^\\p{L}\\p{N}]+", "");
    return name.isEmpty() ? "drafts" : name.length() > 60 ? name.substring(0, 60) : name;
  }

  private String drafts() {
    StringBuilder text = new StringBuilder();
    line(text, "dimension: semantics");
    line(text, "cases:");
    for (DraftCase each : cases) {
      line(text, "  - id: " + each.id());
      line(text, "    status: draft");
      String skill = vocabulary.word(each.missing() ? "skill_missing" : "skill");
      line(text, "    skill: " + YamlText.quoted(skill));
      if (!each.cluster().equals(each.id())) {
        line(text, "    cluster: " + each.cluster());
      }
      line(text, "    system: p" + (each.passage() + 1));
      line(text, "    user: " + YamlText.quoted(each.question()));
      line(text, "    source: " + source(each));
      line(text, "    checks:");
      each.points().forEach(point -> line(text, "      - " + point(point)));
    }
    return text.toString();
  }

  private static String source(DraftCase each) {
    return "{file: "
        + YamlText.quoted(each.file())
        + ", place: "
        + YamlText.quoted(each.place())
        + ", quote: "
        + YamlText.quoted(each.quote())
        + "}";
  }

  private static String point(KeyPoint point) {
    StringBuilder text = new StringBuilder("{key: ").append(YamlText.quoted(point.statement()));
    if (!point.topic().isEmpty()) {
      List<String> groups = point.topic().stream().map(DraftWriter::list).toList();
      text.append(", topic: [").append(String.join(", ", groups)).append(']');
    }
    if (!point.slots().isEmpty()) {
      text.append(", slots: ").append(list(point.slots()));
    }
    text.append(point.denied() ? ", denied: true" : "");
    text.append(point.forbidden() ? ", forbidden: true" : "");
    return text.append(", weight: ").append(point.weight()).append('}').toString();
  }

  private static String list(List<String> words) {
    return "[" + words.stream().map(YamlText::quoted).collect(Collectors.joining(", ")) + "]";
  }

  private String leftOut() {
    StringBuilder text = new StringBuilder();
    left.forEach(each ->
        line(
            text,
            YamlText.oneLine(
                each.file()
                    + " "
                    + each.place()
                    + ": "
                    + each.reason().zh()
                    + " / "
                    + each.reason().en())));
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> all = new ArrayList<>();
      try (Stream<Path> walk = Files.walk(folder)) {
        walk.sorted(Comparator.reverseOrder()).forEach(all::add);
      }
      for (Path each : all) {
        Files.delete(each);
      }
    }
  }
}
