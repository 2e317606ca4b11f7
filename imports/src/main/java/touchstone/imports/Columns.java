package touchstone.imports;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds columns under the names that people give them, in Chinese and English. */
final class Columns {
  private static final List<String> QUESTION =
      List.of(
          "user",
          "question",
          "query",
          "prompt",
          "input",
          "message",
          "text",
          "utterance",
          "问题",
          "用户问题",
          "客户问题",
          "顾客问题",
          "标准问",
          "标准问题",
          "提问",
          "用户",
          "顾客",
          "客户",
          "问");
  private static final List<String> ANSWER =
      List.of(
          "expected",
          "answer",
          "reference",
          "ideal",
          "target",
          "response",
          "output",
          "expected_output",
          "reference_answer",
          "答案",
          "标准答案",
          "参考答案",
          "回答",
          "标准答",
          "回复",
          "标准回复",
          "期望答案",
          "期望",
          "答");
  private static final List<String> KEYWORDS =
      List.of("keywords", "must_contain", "contains", "关键词", "关键字", "要点", "必含");
  private static final List<String> ID =
      List.of("id", "case_id", "question_id", "编号", "序号", "用例编号", "题号", "no");
  private static final List<String> SKILL =
      List.of("skill", "category", "topic", "subset", "类别", "分类", "标签", "场景", "类型", "意图");
  private static final List<String> SYSTEM =
      List.of("system", "system_prompt", "系统提示词", "系统提示", "人设");

  private Columns() {}

  static Optional<String> question(ObjectNode row) {
    return first(row, QUESTION);
  }

  static Optional<String> answer(ObjectNode row) {
    return first(row, ANSWER);
  }

  static Optional<String> keywords(ObjectNode row) {
    return first(row, KEYWORDS);
  }

  static Optional<String> id(ObjectNode row) {
    return first(row, ID);
  }

  static Optional<String> skill(ObjectNode row) {
    return first(row, SKILL);
  }

  static Optional<String> system(ObjectNode row) {
    return first(row, SYSTEM);
  }

  /** The first of the columns that there is, by its own name. */
  static Optional<String> first(ObjectNode row, List<String> names) {
    int best = names.size();
    Optional<String> found = Optional.empty();
    for (String own : row.propertyNames()) {
      int rank = names.indexOf(folded(own));
      if (rank >= 0 && rank < best) {
        best = rank;
        found = Optional.of(own);
      }
    }
    return found;
  }

  /** What a column may mean where a table is read as a paper. */
  enum Meaning {
    QUESTION(Columns.QUESTION),
    ANSWER(Columns.ANSWER),
    SKILL(Columns.SKILL);

    private final List<String> names;

    Meaning(List<String> names) {
      this.names = names;
    }
  }

  /** The place of the first column that bears the best name for a meaning; −1 where none does. */
  static int index(List<String> header, Meaning meaning) {
    int best = meaning.names.size();
    int found = -1;
    for (int i = 0; i < header.size(); i++) {
      int rank = meaning.names.indexOf(folded(header.get(i)));
      if (rank >= 0 && rank < best) {
        best = rank;
        found = i;
      }
    }
    return found;
  }

  private static String folded(String name) {
    String stripped = name.strip();
    return stripped.chars().allMatch(c -> c > 0x2000 || (c >= 'a' && c <= 'z'))
        ? stripped
        : stripped.toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  /** The words of a column, without blanks around; empty where there are none. */
  static Optional<String> words(ObjectNode row, Optional<String> column) {
    return column.map(row::path).flatMap(Columns::words);
  }

  /** The words of a scalar. */
  static Optional<String> words(JsonNode node) {
    return node.isValueNode() && !node.isNull() && !node.asString().isBlank()
        ? Optional.of(node.asString().strip())
        : Optional.empty();
  }
}
