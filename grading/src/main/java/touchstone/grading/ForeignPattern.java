package touchstone.grading;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of JavaScript, matched with a bound on the work, so that no expression and
 * no answer can hang a grading. Immutable.
 */
final class ForeignPattern {
  /** Characters looked at; an ordinary search looks at each a few times. */
  private static final long MOST_READS = 20_000_000;

  private final Optional<Pattern> pattern;

  private ForeignPattern(Optional<Pattern> pattern) {
    this.pattern = pattern;
  }

  /** The expression; one that cannot be read decides nothing. */
  static ForeignPattern of(String javaScript) {
    try {
      return new ForeignPattern(Optional.of(Pattern.compile(translated(javaScript))));
    } catch (PatternSyntaxException | StackOverflowError _) {
      return new ForeignPattern(Optional.empty());
    }
  }

  /** Whether it finds anything; empty where it cannot be read or the bound is reached. */
  Optional<Boolean> findsIn(String text) {
    try {
      return pattern.map(each -> each.matcher(new Counted(text)).find());
    } catch (TooMuch | StackOverflowError _) {
      return Optional.empty();
    }
  }

  /** The same expression in Java's spelling. */
  private static String translated(String source) {
    var out = new StringBuilder();
    boolean set = false;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '\\' && i + 1 < source.length()) {
        out.append(escaped(source.charAt(++i), set));
      } else if (set) {
        out.append(c == '[' || c == '&' ? "\\" + c : String.valueOf(c));
        set = c != ']';
      } else if (c == '[') {
        String rest = source.substring(i);
        boolean any = rest.startsWith("[^]");
        out.append(any ? "[\\s\\S]" : rest.startsWith("[]") ? "(?!)" : "[");
        i += any ? 2 : rest.startsWith("[]") ? 1 : 0;
        set = !any && !rest.startsWith("[]");
        if (set && source.startsWith("^", i + 1)) {
          out.append('^');
          i++;
        }
      } else if (c == '{' && !quantifier(source, i)) {
        out.append("\\{");
      } else {
        out.append(c == '}' && !closes(source, i) ? "\\}" : c == '$' ? "\\z" : String.valueOf(c));
      }
    }
    return out.toString();
  }

  /** JavaScript's blanks are Unicode's, and it lets any other letter be escaped. */
  private static String escaped(char c, boolean set) {
    return switch (c) {
      case 's' -> set ? "\\s\\h\\v\\ufeff" : "[\\s\\h\\v\\ufeff]";
      case 'S' -> set ? "\\S" : "[^\\s\\h\\v\\ufeff]";
      case 'v' -> "\\x0B";
      case 'a', 'e', 'h', 'i', 'j', 'l', 'm', 'o', 'q', 'y', 'z', 'g' -> String.valueOf(c);
      case 'A',
          'C',
          'E',
          'F',
          'G',
          'H',
          'I',
          'J',
          'K',
          'L',
          'M',
          'N',
          'O',
          'Q',
          'R',
          'T',
          'U',
          'V',
          'X',
          'Y',
          'Z' ->
          String.valueOf(c);
      case 'b' -> set ? "\\x08" : "\\b";
      default -> "\\" + c;
    };
  }

  private static boolean quantifier(String source, int open) {
    return open > 0
        && source
            .substring(open, Math.min(source.length(), open + 24))
            .matches("(?s)\\{\\d+(?:,\\d*)?\\}.*");
  }

  private static boolean closes(String source, int close) {
    int open = source.lastIndexOf('{', close);
    boolean escape = open > 1 && source.charAt(open - 2) == '\\';
    return open >= 0 && (escape || quantifier(source, open)) && source.indexOf('}', open) == close;
  }

  /** The bound is reached. */
  private static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMuch() {
      super("more than " + MOST_READS + " characters looked at", null, false, false);
    }
  }

  /** A text that counts how often it is looked at; for one thread. */
  private static final class Counted implements CharSequence {
    private final String text;
    private long reads;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++reads > MOST_READS) {
        throw new TooMuch();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
