package touchstone.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import touchstone.document.Value;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * The lines of a file that hold one case, so that a part of it can be changed and all else stays as
 * a person wrote it.
 *
 * @param first its first line, 0 for the file's first
 * @param end behind its last line
 * @param indent columns before its fields
 */
record CaseBlock(Path file, List<String> lines, Value value, int first, int end, int indent) {
  CaseBlock {
    lines = List.copyOf(lines);
  }

  /** The block of a case; a problem where it does not stand on lines of its own. */
  static CaseBlock of(Path file, List<String> lines, Value value) {
    int first = value.place().line() - 1;
    int indent = value.place().column() - 1;
    String lead = lines.get(first).substring(0, Math.min(indent, lines.get(first).length()));
    if (!lead.matches("\\s*-\\s+") || lines.get(first).startsWith("{", indent)) {
      throw value.problem(
          new Text("这条用例挤在一行里，不能代您改", "this case stands in one line and cannot be changed for you"),
          new Text(
              "请改成每个字段一行，“- id: …”开头；或自己改这一行。",
              "Write a field a line, beginning with '- id: …', or change the line yourself."));
    }
    int end = first + 1;
    while (end < lines.size()
        && (lines.get(end).isBlank() || indentation(lines.get(end)) >= indent)) {
      end++;
    }
    while (lines.get(end - 1).isBlank()) {
      end--;
    }
    return new CaseBlock(file, lines, value, first, end, indent);
  }

  private static int indentation(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  String id() {
    return field("id").map(Value::raw).orElse("");
  }

  Optional<Value> field(String name) {
    return Optional.ofNullable(value.entries().get(name)).filter(each -> !each.isEmpty());
  }

  /** The case as it stands there, its dash in the first column. */
  String text() {
    StringBuilder text = new StringBuilder();
    int cut = Math.max(0, indent - 2);
    for (String line : lines.subList(first, end)) {
      text.append(line.length() >= cut ? line.substring(cut) : line).append('\n');
    }
    return text.toString();
  }

  /** The file with other lines in this one's place. */
  String with(List<String> block) {
    List<String> all = new ArrayList<>(lines.subList(0, first));
    all.addAll(block);
    all.addAll(lines.subList(end, lines.size()));
    return String.join("\n", all);
  }

  /** The file with another text in this case's place, its dash in the first column. */
  String rewritten(String text) {
    String before = " ".repeat(Math.max(0, indent - 2));
    return with(text.stripTrailing().lines().map(line -> before + line).toList());
  }

  /** The file with one field on a line of its own, put in or replaced. */
  String withField(String name, String yaml) {
    List<String> block = new ArrayList<>(lines.subList(first, end));
    String line = " ".repeat(indent) + name + ": " + yaml;
    Optional<Value> old = field(name);
    if (old.isEmpty()) {
      block.add(1, line);
      return with(block);
    }
    int at = old.get().place().line() - 1 - first;
    boolean alone = block.get(at).strip().startsWith(name + ":") && end(name) == first + at + 1;
    if (!alone) {
      throw notAlone(old.get(), name);
    }
    block.set(at, line);
    return with(block);
  }

  private static ProblemException notAlone(Value value, String name) {
    return value.problem(
        new Text("“" + name + "”占了好几行，不能代您改", "'" + name + "' takes several lines"),
        new Text("请自己改这个文件。", "Change the file yourself."));
  }

  /** Where a field ends: at the next one, or with the case. */
  private int end(String name) {
    int start = field(name).orElse(value).place().line();
    return value.entries().values().stream()
        .mapToInt(each -> each.place().line() - 1)
        .filter(line -> line >= start)
        .min()
        .orElse(end);
  }

  /**
   * The file without some of the case's checks.
   *
   * @param numbers 1 for the first
   */
  String withoutChecks(Set<Integer> numbers) {
    List<Value> checks = field("checks").map(Value::items).orElse(List.of());
    List<String> block = new ArrayList<>(lines.subList(first, end));
    for (int i = checks.size(); i >= 1; i--) {
      if (numbers.contains(i)) {
        int from = checks.get(i - 1).place().line() - 1;
        int to = i < checks.size() ? checks.get(i).place().line() - 1 : end("checks");
        if (!lines.get(from).strip().startsWith("-") || to <= from) {
          throw notAlone(checks.get(i - 1), "checks");
        }
        block.subList(from - first, to - first).clear();
      }
    }
    return with(block);
  }
}
