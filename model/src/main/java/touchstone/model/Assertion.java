package touchstone.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One deterministic statement about the text of an answer, as promptfoo words them; {@link
 * Check.Assertions} adds them up.
 */
public sealed interface Assertion {
  Terms terms();

  /**
   * How an assertion counts.
   *
   * @param negated passes where the plain one fails ({@code not-})
   * @param metric the name under which its score is reported, empty where it has none
   * @param weight share of its group's score, at least 0; at 0 it cannot fail
   */
  record Terms(boolean negated, String metric, double weight) {
    public Terms {
      if (!(weight >= 0) || weight == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("weight " + weight + ", expected at least 0");
      }
    }

    /** Not negated, without a name, of weight 1. */
    public static Terms plain() {
      return new Terms(false, "", 1);
    }
  }

  /** How the words of an answer are compared. */
  enum Comparison {
    EQUALS("equals"),
    CONTAINS("contains"),
    ICONTAINS("icontains"),
    CONTAINS_ANY("contains-any"),
    CONTAINS_ALL("contains-all"),
    ICONTAINS_ANY("icontains-any"),
    ICONTAINS_ALL("icontains-all"),
    STARTS_WITH("starts-with"),
    ENDS_WITH("ends-with"),
    REGEX("regex"),
    /** Ours: one of the references stands in the answer as a whole word, whatever its spelling. */
    MENTIONS("mentions");

    private final String id;

    Comparison(String id) {
      this.id = id;
    }

    /** The name in suite files. */
    public String id() {
      return id;
    }

    /** Whether it takes a list of values; the others take one. */
    public boolean several() {
      return switch (this) {
        case CONTAINS_ANY, CONTAINS_ALL, ICONTAINS_ANY, ICONTAINS_ALL, MENTIONS -> true;
        default -> false;
      };
    }
  }

  /** The words of the answer compare with some values, at least one. */
  record Wording(Comparison comparison, List<String> values, Terms terms) implements Assertion {
    public Wording {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException(comparison.id() + " without a value");
      }
    }
  }

  /** Where JSON is looked for. */
  enum JsonForm {
    /** The whole answer is the JSON value that is given. */
    EQUALS("equals"),
    /** The whole answer is JSON, of the schema where one is given. */
    WHOLE("is-json"),
    /** The answer contains JSON, of the schema where one is given. */
    WITHIN("contains-json");

    private final String id;

    JsonForm(String id) {
      this.id = id;
    }

    /** The name in suite files. */
    public String id() {
      return id;
    }
  }

  /**
   * The answer is or contains JSON.
   *
   * @param json the value or the JSON Schema, itself as JSON text
   */
  record Json(JsonForm form, Optional<String> json, Terms terms) implements Assertion {}

  /**
   * The answer is at most so many edits (Levenshtein 1966) away from a text.
   *
   * @param most edits of UTF-16 units, may be fractional
   */
  record Distance(String value, double most, Terms terms) implements Assertion {}

  /** The number of words between blanks; Chinese written without blanks is one word. */
  record WordCount(OptionalInt least, OptionalInt most, Terms terms) implements Assertion {}

  /**
   * Ours: of the options of a multiple choice the answer takes the right one.
   *
   * @param right the letter of the right option, A for the first
   * @param options the words of the options in the order of their letters, 2 to 26
   */
  record Choice(String right, List<String> options, Terms terms) implements Assertion {
    public Choice {
      options = List.copyOf(options);
      int index = right.length() == 1 ? right.charAt(0) - 'A' : -1;
      if (options.size() < 2 || options.size() > 26 || index < 0 || index >= options.size()) {
        throw new IllegalArgumentException(right + " of " + options.size() + " options");
      }
    }
  }

  /**
   * A set that counts as one: its score is the weighted mean of its assertions; it passes where all
   * do, or where the score reaches the threshold.
   */
  record Group(List<Assertion> all, OptionalDouble threshold, Terms terms) implements Assertion {
    public Group {
      all = List.copyOf(all);
    }
  }
}
