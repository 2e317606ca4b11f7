package touchstone.drafts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import touchstone.document.Document;
import touchstone.document.Fields;
import touchstone.document.Value;

/**
 * The words of one language by which papers are read and cases are worded; data, see {@code
 * words-zh.yaml}.
 *
 * @param topics the words of one group speak of one thing
 * @param conditions the same for what a customer has to bring or keep
 * @param needs words that make a clause a condition
 * @param opposites pairs that turn a statement into its opposite
 * @param headings by the end of a heading, how a customer asks about it; {@code {}} is the heading
 * @param table how a customer asks for one cell of a table
 * @param words fixed words of the suite that is written
 */
record Vocabulary(
    String language,
    List<List<String>> topics,
    List<List<String>> conditions,
    List<String> needs,
    List<List<String>> opposites,
    List<String> yesNo,
    List<String> asks,
    Map<String, String> headings,
    String table,
    List<String> filler,
    List<String> listVerbs,
    List<String> unsaid,
    String unsaidAnswer,
    Map<String, String> words) {

  /** The words of a language, {@code zh} or {@code en}. */
  static Vocabulary of(String language) {
    String resource = "words-" + language + ".yaml";
    Fields fields =
        read(resource)
            .fields(
                "version",
                "topics",
                "conditions",
                "needs",
                "opposites",
                "yes_no",
                "asks",
                "headings",
                "table",
                "filler",
                "list_verbs",
                "unsaid",
                "unsaid_answer",
                "words");
    return new Vocabulary(
        language,
        groups(fields, "topics"),
        groups(fields, "conditions"),
        list(fields.required("needs")),
        groups(fields, "opposites"),
        list(fields.required("yes_no")),
        list(fields.required("asks")),
        texts(fields.required("headings")),
        fields.required("table").raw(),
        list(fields.required("filler")),
        list(fields.required("list_verbs")),
        list(fields.required("unsaid")),
        fields.required("unsaid_answer").raw(),
        texts(fields.required("words")));
  }

  private static Value read(String resource) {
    try (InputStream in =
        Objects.requireNonNull(Vocabulary.class.getResourceAsStream(resource), resource)) {
      return Document.read(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<List<String>> groups(Fields fields, String name) {
    return fields.required(name).items(Vocabulary::list);
  }

  private static List<String> list(Value value) {
    return value.items(Value::raw);
  }

  private static Map<String, String> texts(Value value) {
    Map<String, String> texts = new LinkedHashMap<>();
    value.entries().forEach((name, text) -> texts.put(name, text.raw()));
    return texts;
  }

  boolean chinese() {
    return language.equals("zh");
  }

  /** A fixed word. */
  String word(String name) {
    return Objects.requireNonNull(words.get(name), name);
  }

  /** The topics that a text speaks of, those that it names first in front. */
  List<List<String>> topicsIn(String text) {
    return in(topics, text);
  }

  List<List<String>> conditionsIn(String text) {
    return in(conditions, text);
  }

  private List<List<String>> in(List<List<String>> groups, String text) {
    Map<Integer, List<String>> found = new java.util.TreeMap<>();
    for (List<String> group : groups) {
      int at =
          group.stream().mapToInt(word -> find(text, word)).filter(i -> i >= 0).min().orElse(-1);
      if (at >= 0) {
        found.putIfAbsent(at, group);
      }
    }
    return new ArrayList<>(found.values());
  }

  /** Where a word stands: anywhere in Chinese, as a whole word in English; −1 where nowhere. */
  private int find(String text, String word) {
    String folded = text.toLowerCase(Locale.ROOT);
    String wanted = word.toLowerCase(Locale.ROOT);
    int at = folded.indexOf(wanted);
    while (at >= 0 && !chinese() && !whole(folded, at, at + wanted.length())) {
      at = folded.indexOf(wanted, at + 1);
    }
    return at;
  }

  private static boolean whole(String text, int from, int to) {
    boolean before = from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1));
    boolean after = to >= text.length() || !Character.isLetterOrDigit(text.charAt(to));
    return before && after;
  }

  /** Whether a clause asks something of the customer. */
  boolean needsSomething(String clause) {
    return needs.stream().anyMatch(each -> find(clause, each) >= 0);
  }

  /** Whether a question can be answered by yes or no. */
  boolean asksYesOrNo(String question) {
    String folded = question.strip().toLowerCase(Locale.ROOT);
    return yesNo.stream()
        .anyMatch(each -> chinese() ? folded.contains(each) : folded.startsWith(each));
  }

  private static final Pattern MARK = Pattern.compile("[?？]\\s*$");

  /** Whether a line is a question: by its mark, or, as a heading, by its words. */
  boolean isQuestion(String line, boolean heading) {
    String text = line.strip();
    if (text.isEmpty() || text.codePointCount(0, text.length()) > 100) {
      return false;
    }
    if (MARK.matcher(text).find()) {
      return true;
    }
    String folded = text.toLowerCase(Locale.ROOT);
    boolean worded =
        asksYesOrNo(text)
            || asks.stream()
                .anyMatch(
                    each -> chinese() ? folded.contains(each) : folded.startsWith(each + " "));
    return heading && worded && text.length() <= (chinese() ? 30 : 90) && !text.contains("。");
  }

  /** How a customer would ask about a heading, where that sounds natural. */
  Optional<String> question(String heading) {
    String bare = heading.strip();
    if (bare.length() > 8) {
      return Optional.empty();
    }
    return headings.entrySet().stream()
        .filter(each -> bare.endsWith(each.getKey()))
        .max(java.util.Comparator.comparingInt(each -> each.getKey().length()))
        .map(each -> each.getValue().replace("{}", bare));
  }
}
