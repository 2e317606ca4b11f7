package touchstone.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Assertion;
import touchstone.model.Assertion.Terms;

/** Reads the rows of the formats whose rows are cases of their own; one method a format. */
final class RowReader {
  private RowReader() {}

  /** The case of one row. */
  static Draft read(Format format, ObjectNode row) throws BadRow {
    return switch (format) {
      case GENERAL_QA -> generalQa(row);
      case GENERAL_MCQ -> choice(row);
      case MT_BENCH -> mtBench(row);
      case SHAREGPT -> shareGpt(row);
      case OPENAI_EVALS -> question(row, "ideal");
      case INSPECT -> inspect(row);
      case DEEPEVAL -> deepEval(row);
      case TABLE -> table(row);
      case PROMPTFOO -> throw new IllegalArgumentException("promptfoo has a reader of its own");
    };
  }

  private static Draft start(ObjectNode row) {
    return Draft.of(
        Columns.words(row, Columns.id(row)),
        Columns.words(row, Columns.skill(row)),
        Columns.words(row, Columns.system(row)));
  }

  private static Draft generalQa(ObjectNode row) throws BadRow {
    List<String> references =
        References.of(row.has("response") ? row.path("response") : row.path("answer"));
    if (row.path("messages").isArray()) {
      return Conversations.read(start(row), row.path("messages"), references);
    }
    String column = row.has("query") ? "query" : "question";
    return References.asked(afterHistory(row), required(row, column), references);
  }

  private static Draft mtBench(ObjectNode row) throws BadRow {
    List<Draft.Turn> turns = new ArrayList<>();
    JsonNode references =
        row.path("reference").isMissingNode()
            ? row.path("reference_answer")
            : row.path("reference");
    boolean referred = false;
    for (JsonNode each : row.path("turns")) {
      String user = Columns.words(each).orElseThrow(() -> missing("turns"));
      JsonNode reference = references.isArray() ? references.path(turns.size()) : references;
      List<String> own = References.of(reference);
      referred |= !own.isEmpty();
      turns.add(new Draft.Turn(user, References.check(own)));
    }
    if (turns.isEmpty()) {
      throw missing("turns");
    }
    return start(row).with(turns).saying(referred ? References.TOO_LONG : References.NONE);
  }

  private static Draft shareGpt(ObjectNode row) throws BadRow {
    for (String field : Conversations.FIELDS) {
      if (row.path(field).isArray()) {
        return Conversations.read(start(row), row.path(field), List.of());
      }
    }
    if (row.has("instruction")) {
      return alpaca(row);
    }
    throw missing("conversations");
  }

  private static Draft alpaca(ObjectNode row) throws BadRow {
    String input = Columns.words(row.path("input")).map(words -> "\n" + words).orElse("");
    return References.asked(
        afterHistory(row), required(row, "instruction") + input, References.of(row.path("output")));
  }

  /** Earlier turns as pairs of a question and the answer that was given. */
  private static Draft afterHistory(ObjectNode row) throws BadRow {
    Draft draft = start(row);
    for (JsonNode pair : row.path("history")) {
      String asked = Columns.words(pair.path(0)).orElseThrow(() -> missing("history"));
      draft = draft.and(asked, Optional.empty());
    }
    return draft.withAnswersLeft(draft.turns().size());
  }

  /** A question or messages under {@code input}, references under another name. */
  private static Draft question(ObjectNode row, String expected) throws BadRow {
    List<String> references = References.of(row.path(expected));
    JsonNode input = row.path("input");
    if (input.isArray()) {
      return Conversations.read(start(row), input, references);
    }
    return References.asked(start(row), required(row, "input"), references);
  }

  private static Draft inspect(ObjectNode row) throws BadRow {
    List<String> choices = References.of(list(row.path("choices")));
    if (choices.isEmpty()) {
      return question(row, "target");
    }
    return choice(start(row), required(row, "input"), choices, required(row, "target"));
  }

  /** CSV has no lists: one is written as JSON. */
  private static JsonNode list(JsonNode node) throws BadRow {
    if (!node.isString() || !node.asString().strip().startsWith("[")) {
      return node;
    }
    return JsonRows.parsed(node.asString())
        .orElseThrow(() ->
            new BadRow(
                "choices 不是 JSON 列表，应如 [\"三天\", \"七天\"]",
                "'choices' is no JSON list, expected e.g. [\"3 days\", \"7 days\"]"));
  }

  private static Draft choice(ObjectNode row) throws BadRow {
    List<String> options = new ArrayList<>();
    for (char letter = 'A'; letter <= 'Z' && row.has(String.valueOf(letter)); letter++) {
      Optional<String> words = Columns.words(row.path(String.valueOf(letter)));
      if (words.isEmpty()) {
        break;
      }
      options.add(words.get());
    }
    return choice(start(row), required(row, "question"), options, required(row, "answer"));
  }

  private static Draft choice(Draft draft, String question, List<String> options, String answer)
      throws BadRow {
    if (options.size() < 2 || options.size() > 26) {
      throw new BadRow(
          "有 " + options.size() + " 个选项，应为 2–26 个",
          "it has " + options.size() + " options, expected 2 to 26");
    }
    String letter = letter(answer, options);
    StringBuilder asked = new StringBuilder(question);
    for (int i = 0; i < options.size(); i++) {
      asked.append('\n').append((char) ('A' + i)).append(". ").append(options.get(i));
    }
    boolean chinese = Language.chinese(question);
    asked.append(chinese ? "\n请只回答一个选项的字母。" : "\nAnswer with the letter of one option only.");
    return draft.and(
        asked.toString(),
        Optional.of(References.all(List.of(new Assertion.Choice(letter, options, Terms.plain())))));
  }

  /** The letter of the right option, which may be given by its letter or its words. */
  private static String letter(String answer, List<String> options) throws BadRow {
    String letter = answer.strip().toUpperCase(Locale.ROOT).replaceAll("[.。、()（）\\s]", "");
    int index = letter.length() == 1 ? letter.charAt(0) - 'A' : options.indexOf(answer.strip());
    if (index < 0 || index >= options.size()) {
      String last = String.valueOf((char) ('A' + options.size() - 1));
      throw new BadRow(
          "答案不是 A–" + last + " 里的一个，也不是某个选项的原文",
          "the answer is none of A–" + last + " and none of the options' words");
    }
    return String.valueOf((char) ('A' + index));
  }

  private static Draft deepEval(ObjectNode row) throws BadRow {
    if (row.path("turns").isArray()) {
      return Conversations.read(start(row), row.path("turns"), List.of());
    }
    String expected = row.has("expectedOutput") ? "expectedOutput" : "expected_output";
    return References.asked(start(row), required(row, "input"), References.of(row.path(expected)));
  }

  private static Draft table(ObjectNode row) throws BadRow {
    Optional<String> column = Columns.question(row);
    String question =
        Columns.words(row, column).orElseThrow(() -> missing(column.orElse("问题 / question")));
    List<String> keywords =
        Columns.words(row, Columns.keywords(row)).stream()
            .flatMap(words -> List.of(words.split("[;；、|\\n]", -1)).stream())
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .toList();
    if (!keywords.isEmpty()) {
      return start(row).and(question, Optional.of(References.everyOne(keywords)));
    }
    Optional<String> answer = Columns.answer(row).filter(each -> !Optional.of(each).equals(column));
    return References.asked(start(row), question, Columns.words(row, answer).stream().toList());
  }

  private static String required(ObjectNode row, String column) throws BadRow {
    return Columns.words(row.path(column)).orElseThrow(() -> missing(column));
  }

  private static BadRow missing(String column) {
    return new BadRow("“" + column + "”没有写或不是文字", "'" + column + "' is missing or no text");
  }
}
