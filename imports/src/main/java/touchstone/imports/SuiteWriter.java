package touchstone.imports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import touchstone.document.YamlText;
import touchstone.model.Dimension;
import touchstone.model.Text;

/**
 * Writes a suite case by case into a folder: case files, cases without anything to grade apart from
 * them, and at the end the head. Not thread-safe.
 */
final class SuiteWriter implements AutoCloseable {
  /** What the suite's reader takes. */
  static final int MOST_CHARACTERS = 20_000;

  static final int MOST_TURNS = 50;
  private static final int MOST_PROMPTS = 8_000_000;
  private static final int FILE_CASES = 2_000;
  private static final int FILE_CHARACTERS = 6_000_000;
  private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,69}");

  private final Path folder;
  private final Optional<Dimension> dimension;
  private final Map<String, String> prompts = new LinkedHashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final Chain graded;
  private final Chain ungraded;
  private int promptCharacters;
  private int chinese;
  private int cases;

  SuiteWriter(Path folder, Optional<Dimension> dimension) {
    this.folder = folder;
    this.dimension = dimension;
    graded = new Chain(folder, "cases");
    ungraded = new Chain(folder, "ungraded");
  }

  /** Writes one case; throws where the suite's reader would refuse it. */
  void write(Draft draft, String place) throws BadRow, IOException {
    check(draft);
    Optional<String> prompt = prompt(draft.system());
    String id = id(draft, place);
    StringBuilder out = new StringBuilder();
    if (!draft.graded() && draft.ungraded().isPresent()) {
      Text why = draft.ungraded().get();
      out.append("# ").append(why.zh()).append(" / ").append(why.en()).append('\n');
    }
    if (!draft.unrunnable().isEmpty()) {
      String types = YamlText.oneLine(String.join(", ", draft.unrunnable()));
      out.append("# 没有计入 / not counted: ").append(types).append('\n');
    }
    out.append("- id: ").append(YamlText.quoted(id)).append('\n');
    out.append("  dimension: ").append(dimension(draft).id()).append('\n');
    draft.skill().ifPresent(skill -> line(out, "skill", cut(skill)));
    if (!draft.variant().isEmpty()) {
      line(out, "cluster", id(draft.id(), place));
    }
    prompt.ifPresent(name -> line(out, "system", name));
    Yaml.turns(draft.turns(), out);
    if (YamlText.broken(out)) {
      throw undecodable();
    }
    (draft.graded() ? graded : ungraded).append(out);
    cases++;
    chinese += Language.chinese(draft.turns().getLast().user()) ? 1 : 0;
  }

  private static void line(StringBuilder out, String name, String value) {
    out.append("  ").append(name).append(": ").append(YamlText.quoted(value)).append('\n');
  }

  private static String cut(String skill) {
    String line = skill.replaceAll("\\s+", " ").strip();
    return line.codePointCount(0, line.length()) <= 40
        ? line
        : line.substring(0, line.offsetByCodePoints(0, 40));
  }

  private Dimension dimension(Draft draft) {
    return dimension.orElse(draft.turns().size() > 1 ? Dimension.MEMORY : Dimension.SEMANTICS);
  }

  private static void check(Draft draft) throws BadRow {
    if (draft.turns().size() > MOST_TURNS) {
      throw new BadRow(
          "有 " + draft.turns().size() + " 轮，最多 " + MOST_TURNS + " 轮",
          "it has " + draft.turns().size() + " turns, at most " + MOST_TURNS + " are possible");
    }
    List<String> texts = new ArrayList<>(draft.system().stream().toList());
    draft.turns().forEach(turn -> texts.add(turn.user()));
    for (String text : texts) {
      if (text.isBlank()) {
        throw new BadRow("有一句话是空的", "a message is empty");
      }
      int length = text.codePointCount(0, text.length());
      if (length > MOST_CHARACTERS) {
        throw new BadRow(
            "有一段文字 " + length + " 个字，最多 " + MOST_CHARACTERS + " 个（CSV 里多半是引号没有合上）",
            "a text of "
                + length
                + " characters, at most "
                + MOST_CHARACTERS
                + " are possible (in CSV most likely a quote that is not closed)");
      }
      if (YamlText.broken(text)) {
        throw undecodable();
      }
    }
  }

  private static BadRow undecodable() {
    return new BadRow(
        "文字里有解码不了的字符（\uFFFD），请检查文件编码",
        "it holds characters that could not be decoded (\uFFFD); check the file's encoding");
  }

  private Optional<String> prompt(Optional<String> system) throws BadRow {
    if (system.isEmpty()) {
      return Optional.empty();
    }
    String text = system.get().strip();
    if (!prompts.containsKey(text)) {
      if (promptCharacters + text.length() > MOST_PROMPTS) {
        throw new BadRow(
            "不同的系统提示词合计超过 " + MOST_PROMPTS + " 个字符",
            "different system prompts of more than " + MOST_PROMPTS + " characters together");
      }
      promptCharacters += text.length();
      prompts.put(text, "p" + (prompts.size() + 1));
    }
    return Optional.ofNullable(prompts.get(text));
  }

  private String id(Draft draft, String place) {
    String wanted =
        id(draft.id(), place) + (draft.variant().isEmpty() ? "" : "-" + draft.variant());
    String id = wanted;
    for (int i = 2; !ids.add(id); i++) {
      id = wanted + "-" + i;
    }
    return id;
  }

  private static String id(Optional<String> own, String place) {
    return own.filter(id -> ID.matcher(id).matches())
        .orElse("row-" + place.replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", ""));
  }

  /** A folder's name as a suite's. */
  static String name(Path folder) {
    String name =
        String.valueOf(folder.toAbsolutePath().normalize().getFileName())
            .replaceAll("[^\\p{L}\\p{N}._-]+", "-")
            .replaceAll("^[^\\p{L}\\p{N}]+", "");
    String shown = name.length() > 60 ? name.substring(0, 60) : name;
    return ID.matcher(shown).matches() ? shown : "imported";
  }

  int cases() {
    return cases;
  }

  /** Whether any case can be graded. */
  boolean anyGraded() {
    return !graded.files.isEmpty();
  }

  List<String> ungradedFiles() {
    return ungraded.files;
  }

  /** Writes the head; the suite is complete. */
  void finish(String name, Text title, String version, List<String> remarks) throws IOException {
    close();
    StringBuilder out = new StringBuilder();
    remarks.forEach(remark -> out.append("# ").append(remark).append('\n'));
    out.append("name: ").append(YamlText.quoted(name)).append('\n');
    out.append("version: ").append(YamlText.quoted(version)).append('\n');
    out.append("title:\n  zh: ").append(YamlText.quoted(title.zh())).append('\n');
    out.append("  en: ").append(YamlText.quoted(title.en())).append('\n');
    out.append("language: ").append(chinese * 2 >= cases ? "zh" : "en").append('\n');
    out.append("licence: LicenseRef-unknown\n");
    if (!prompts.isEmpty()) {
      out.append("system:\n");
      prompts.forEach((text, key) ->
          out.append("  ").append(key).append(": ").append(YamlText.quoted(text)).append('\n'));
    }
    out.append("cases:\n");
    (anyGraded() ? graded : ungraded)
        .files.forEach(file -> out.append("  - ").append(file).append('\n'));
    Files.writeString(folder.resolve("suite.yaml"), out);
  }

  @Override
  public void close() throws IOException {
    graded.close();
    ungraded.close();
  }

  /** Files of one kind, each small enough for the suite's reader. */
  private static final class Chain {
    private final Path folder;
    private final String name;
    private final List<String> files = new ArrayList<>();
    private Optional<BufferedWriter> open = Optional.empty();
    private int cases;
    private int characters;

    Chain(Path folder, String name) {
      this.folder = folder;
      this.name = name;
    }

    void append(CharSequence text) throws IOException {
      if (open.isEmpty() || cases >= FILE_CASES || characters + text.length() > FILE_CHARACTERS) {
        close();
        String file = name + (files.isEmpty() ? "" : "-" + (files.size() + 1)) + ".yaml";
        files.add(file);
        open = Optional.of(Files.newBufferedWriter(folder.resolve(file), StandardCharsets.UTF_8));
        cases = 0;
        characters = 0;
      }
      open.get().append(text);
      cases++;
      characters += text.length();
    }

    void close() throws IOException {
      if (open.isPresent()) {
        open.get().close();
        open = Optional.empty();
      }
    }
  }
}
