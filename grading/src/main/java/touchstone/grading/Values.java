package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.grading.Value.Kind;

/** Finds the {@link Value}s of a normal text, in one pass from left to right. */
final class Values {
  private static final Pattern LITERAL =
      Pattern.compile(
          "(?<link>(?:https?://|www\\.)[a-z0-9./?=&%_#:-]{3,200}"
              + "|[a-z0-9-]{2,40}\\.(?:com|cn|net|org|shop|top)(?:/[a-z0-9./?=&%_-]{0,200})?)"
              + "|(?<phone>1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4}(?!\\d)|[48]00-?\\d{3,4}-?\\d{3,4}(?!\\d)"
              + "|0\\d{2,3}-\\d{7,8}(?!\\d))"
              + "|(?<code>(?=[a-z0-9_-]{0,12}\\d)(?=[a-z0-9_-]{0,40}[a-z])[a-z0-9][a-z0-9_-]{4,40}"
              + "|\\d{7,40})");

  private final String text;
  private final List<Value> found = new ArrayList<>();
  private final Matcher literal;
  private final Calendar calendar;
  private final Quantities quantities;

  private Values(String text) {
    this.text = text;
    literal = LITERAL.matcher(text);
    calendar = new Calendar(text);
    quantities = new Quantities(text);
  }

  static List<Value> in(String text) {
    var values = new Values(text);
    int at = 0;
    while (at < text.length()) {
      at = values.step(at);
    }
    return List.copyOf(values.found);
  }

  private int step(int at) {
    char c = text.charAt(at);
    if (asciiWord(c) && (at == 0 || !asciiWord(text.charAt(at - 1)))) {
      Optional<Value> name = name(at);
      if (name.isPresent()) {
        return keep(name.get());
      }
    }
    if (c < 0x80 && !digit(c) && c != '$' && !wordStart(at)) {
      return at + 1;
    }
    Optional<Value> found = calendar.at(at).or(() -> quantities.at(at));
    return found.isPresent() ? keep(found.get()) : pastNumeral(at);
  }

  private int keep(Value value) {
    found.add(value);
    return value.end();
  }

  private int pastNumeral(int at) {
    return Numeral.at(text, at).map(Numeral::end).orElse(at + 1);
  }

  private Optional<Value> name(int at) {
    if (!literal.region(at, text.length()).lookingAt()) {
      return Optional.empty();
    }
    String word = literal.group();
    if (literal.group("link") != null) {
      return Optional.of(named(Kind.LINK, word, at));
    }
    if (literal.group("phone") != null) {
      return Optional.of(named(Kind.PHONE, word.replaceAll("[- ]", ""), at));
    }
    return quantityWord(word, at)
        ? Optional.empty()
        : Optional.of(named(Kind.CODE, word.replace("-", ""), at));
  }

  private Value named(Kind kind, String canonical, int at) {
    return new Value(kind, 0, 0, canonical, at, literal.end());
  }

  /** 100rmb, 3-5days and 5-star are quantities, 2026-11-25 is a date; not codes. */
  private boolean quantityWord(String word, int at) {
    if (!digit(word.charAt(0))) {
      return false;
    }
    if (word.matches("\\d{1,4}(?:st|nd|rd|th)?(?:-[a-z]+)+")) {
      return true;
    }
    if (word.matches("\\d{7,40}")) {
      return Unit.at(text, at + word.length())
          .filter(unit -> unit.kind() == Kind.MONEY)
          .isPresent();
    }
    int letters = 0;
    while (letters < word.length() && !Character.isLetter(word.charAt(letters))) {
      letters++;
    }
    return letters == word.length() || Unit.at(text, at + letters).isPresent();
  }

  private boolean wordStart(int at) {
    char c = text.charAt(at);
    return c >= 'a' && c <= 'z' && (at == 0 || !asciiWord(text.charAt(at - 1)));
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean asciiWord(char c) {
    return c < 0x80 && Character.isLetterOrDigit(c);
  }
}
