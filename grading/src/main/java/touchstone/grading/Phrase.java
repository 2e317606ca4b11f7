package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A word of a topic as it is looked up in a normal text. Numbers in it are compared by value: 差6 is
 * said by 差六, 10点 by 十点, 两个 by 俩.
 */
final class Phrase {
  private final String word;
  private final List<Part> parts;

  /** A stretch of letters, or a number. */
  private sealed interface Part {}

  private record Letters(String letters) implements Part {}

  private record Amount(double value) implements Part {}

  /** Where a phrase stands. */
  record Span(int start, int end) {}

  private Phrase(String word, List<Part> parts) {
    this.word = word;
    this.parts = List.copyOf(parts);
  }

  static Phrase of(String raw) {
    String word = NormalText.of(raw).text();
    var parts = new ArrayList<Part>();
    var letters = new StringBuilder();
    for (int at = 0; at < word.length(); ) {
      Optional<Numeral> numeral = Numeral.at(word, at);
      if (numeral.isEmpty()) {
        letters.append(word.charAt(at++));
        continue;
      }
      flush(letters, parts);
      parts.add(new Amount(numeral.get().value()));
      at = numeral.get().end();
    }
    flush(letters, parts);
    return new Phrase(word, parts);
  }

  private static void flush(StringBuilder letters, List<Part> parts) {
    if (!letters.isEmpty()) {
      parts.add(new Letters(letters.toString()));
      letters.setLength(0);
    }
  }

  /** Every place where the phrase stands, from left to right. */
  List<Span> in(String text) {
    var spans = new ArrayList<Span>();
    boolean counts = parts.stream().anyMatch(Amount.class::isInstance);
    int at = parts.isEmpty() ? -1 : next(text, 0, counts);
    while (at >= 0 && at < text.length()) {
      int end = literal(text, at);
      end = end < 0 && counts ? match(text, at) : end;
      if (end >= 0 && Words.whole(text, at, end)) {
        spans.add(new Span(at, end));
      }
      at = next(text, at + 1, counts);
    }
    return spans;
  }

  /** The next position worth a look, -1 if there is none. */
  private int next(String text, int from, boolean counts) {
    if (!counts) {
      return text.indexOf(word, from);
    }
    return parts.getFirst() instanceof Letters first ? text.indexOf(first.letters, from) : from;
  }

  boolean standsIn(String text) {
    return !in(text).isEmpty();
  }

  private int literal(String text, int at) {
    int end = at + word.length();
    return text.startsWith(word, at) && !continued(text, at) && !continued(text, end) ? end : -1;
  }

  private int match(String text, int start) {
    int at = start;
    for (Part part : parts) {
      at =
          switch (part) {
            case Letters each -> letters(text, at, each.letters);
            case Amount each -> amount(text, at, each.value);
          };
      if (at < 0) {
        return -1;
      }
    }
    return at;
  }

  /** 俩 and 仨 hold their 个. */
  private static int letters(String text, int at, String letters) {
    if (text.startsWith(letters, at)) {
      return at + letters.length();
    }
    boolean held = at > 0 && "俩仨".indexOf(text.charAt(at - 1)) >= 0 && letters.startsWith("个");
    return held && text.startsWith(letters.substring(1), at) ? at + letters.length() - 1 : -1;
  }

  private static int amount(String text, int at, double value) {
    if (at >= text.length() || within(text, at)) {
      return -1;
    }
    return Numeral.at(text, at)
        .filter(each -> Math.abs(each.value() - value) < 1e-9)
        .map(Numeral::end)
        .orElse(-1);
  }

  /** Whether a position lies inside a number that starts before it. */
  private static boolean within(String text, int at) {
    char before = at > 0 ? text.charAt(at - 1) : ' ';
    return Character.isDigit(before) || Numeral.digit(before) >= 0 || "十百千万.".indexOf(before) >= 0;
  }

  private static boolean continued(String text, int at) {
    return at > 0
        && at < text.length()
        && asciiDigit(text.charAt(at - 1))
        && asciiDigit(text.charAt(at));
  }

  private static boolean asciiDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
