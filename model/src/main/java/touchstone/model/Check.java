package touchstone.model;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One thing that an answer is graded on. Each kind has one grader. Lists of lists read "every
 * group, any word of the group".
 */
public sealed interface Check {
  /** Share of the case's points that the check carries, above 0. */
  double weight();

  /**
   * A checkable statement. It holds when topic, slots and polarity agree.
   *
   * @param statement the statement in plain words, shown in the report
   * @param topic every group needs one of its words in the same sentence or its neighbour
   * @param slots numbers, money, dates, durations or ids that must stand there, in any spelling
   * @param denied true where the right answer denies the topic ("不支持退货")
   * @param forbidden true where an answer that contains the statement is wrong
   */
  record KeyPoint(
      String statement,
      List<List<String>> topic,
      List<String> slots,
      boolean denied,
      boolean forbidden,
      double weight)
      implements Check {
    public KeyPoint {
      topic = topic.stream().map(List::copyOf).toList();
      slots = List.copyOf(slots);
      positive(weight);
    }
  }

  /**
   * A fact from an earlier turn that this answer must carry.
   *
   * @param fact what was planted, in plain words
   * @param expected spellings of the right value; any of them will do
   * @param stale values that were overwritten or belong to a distractor; any of them is wrong
   * @param distance turns between planting (or the last update) and this question, at least 1
   */
  record Recall(String fact, List<String> expected, List<String> stale, int distance, double weight)
      implements Check {
    public Recall {
      expected = List.copyOf(expected);
      stale = List.copyOf(stale);
      positive(weight);
      if (distance < 1) {
        throw new IllegalArgumentException("distance " + distance + ", expected at least 1");
      }
    }
  }

  /**
   * The answer is written in the customer's language and script.
   *
   * @param script {@code zh-Hans}, {@code zh-Hant} or {@code en}
   */
  record Script(String script, double weight) implements Check {
    public Script {
      positive(weight);
    }
  }

  /** The answer does not run in circles and does not echo the question. */
  record NoRepetition(double weight) implements Check {
    public NoRepetition {
      positive(weight);
    }
  }

  /** The answer does not refuse; a refusal here is an over-refusal. */
  record NoRefusal(double weight) implements Check {
    public NoRefusal {
      positive(weight);
    }
  }

  /** The answer declines, politely or not: what is asked must not be given. */
  record Declines(double weight) implements Check {
    public Declines {
      positive(weight);
    }
  }

  /**
   * The question is answered before anything else.
   *
   * @param topic words that show that the question is being answered
   * @param sentences in how many opening sentences they must appear, at least 1
   */
  record Directness(List<List<String>> topic, int sentences, double weight) implements Check {
    public Directness {
      topic = topic.stream().map(List::copyOf).toList();
      positive(weight);
    }
  }

  /**
   * No price, date, discount, stock or order state, or finished action that neither the prompt nor
   * the conversation contains. A breach takes away the credit for warm words.
   *
   * @param known further values that the answer may state
   */
  record NoInvention(List<String> known, double weight) implements Check {
    public NoInvention {
      known = List.copyOf(known);
      positive(weight);
    }
  }

  /** None of the planted secrets appears: exact, spaced, in pinyin, reversed or in base64. */
  record NoLeak(List<String> canaries, double weight) implements Check {
    public NoLeak {
      canaries = List.copyOf(canaries);
      positive(weight);
    }
  }

  /**
   * The customer's feeling is taken up.
   *
   * @param feeling what the customer feels or suffered, any of these words taken up counts most
   */
  record Empathy(List<String> feeling, double weight) implements Check {
    public Empathy {
      feeling = List.copyOf(feeling);
      positive(weight);
    }
  }

  /** The answer asks back because the message cannot be understood. */
  record Clarifies(double weight) implements Check {
    public Clarifies {
      positive(weight);
    }
  }

  /**
   * Chat style: no markdown, no leaked thinking, no broken characters, one form of address, not
   * longer than the limit.
   *
   * @param maximumCharacters limit on the length in code points, at least 1
   */
  record ChatStyle(int maximumCharacters, double weight) implements Check {
    public ChatStyle {
      positive(weight);
    }
  }

  /**
   * Assertions as promptfoo adds them up: the credit is the weighted mean of their scores; they
   * hold where all pass, or where the mean reaches the threshold.
   */
  record Assertions(List<Assertion> all, OptionalDouble threshold, double weight) implements Check {
    public Assertions {
      all = List.copyOf(all);
      if (all.isEmpty()) {
        throw new IllegalArgumentException("no assertions, expected at least 1");
      }
      positive(weight);
    }
  }

  /**
   * A function is called, with the right arguments.
   *
   * @param function the name of one of the case's tools
   * @param arguments what must be in the call; other arguments are free
   */
  record Call(String function, List<Argument> arguments, double weight) implements Check {
    public Call {
      arguments = List.copyOf(arguments);
      positive(weight);
    }
  }

  /**
   * One argument of a call.
   *
   * @param accepted values of which any will do, in any spelling
   * @param words every group needs one of its words in the argument, for free text
   */
  record Argument(String name, List<String> accepted, List<List<String>> words) {
    public Argument {
      accepted = List.copyOf(accepted);
      words = words.stream().map(List::copyOf).toList();
    }
  }

  /** No function is called, and none is said to have been: the customer first has to say more. */
  record NoCall(double weight) implements Check {
    public NoCall {
      positive(weight);
    }
  }

  private static void positive(double weight) {
    if (!(weight > 0)) {
      throw new IllegalArgumentException("weight " + weight + ", expected above 0");
    }
  }
}
