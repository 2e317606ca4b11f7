package touchstone.grading;

import java.util.Arrays;

/**
 * A text in the spelling that graders compare: half-width, simplified, lower case, without
 * invisible characters and without spaces beside Chinese. Every position leads back to the
 * original, so that evidence is quoted as it was written. Immutable.
 */
final class NormalText {
  /** Code points that are looked at; what follows is ignored. */
  static final int LIMIT = 20_000;

  private final String original;
  private final String text;
  private final int[] origin;

  private NormalText(String original, String text, int[] origin) {
    this.original = original;
    this.text = text;
    this.origin = origin;
  }

  static NormalText of(String raw) {
    String capped =
        raw.codePointCount(0, Math.min(raw.length(), 2 * LIMIT)) > LIMIT
            ? raw.substring(0, raw.offsetByCodePoints(0, LIMIT))
            : raw.substring(0, Math.min(raw.length(), 2 * LIMIT));
    var out = new StringBuilder(capped.length());
    int[] origin = new int[capped.length()];
    boolean space = false;
    for (int i = 0; i < capped.length(); i++) {
      char c = dashed(capped, i) ? ',' : fold(capped.charAt(i));
      if (c == ' ') {
        space = true;
      } else if (c != 0) {
        if (space && !out.isEmpty() && latin(out.charAt(out.length() - 1)) && latin(c)) {
          origin[out.length()] = i - 1;
          out.append(' ');
        }
        space = false;
        origin[out.length()] = i;
        out.append(c);
      }
    }
    return new NormalText(capped, out.toString(), Arrays.copyOf(origin, out.length()));
  }

  String text() {
    return text;
  }

  int length() {
    return text.length();
  }

  /** The original words of a stretch of the normal text. */
  String quote(int from, int to) {
    int end = Math.min(to, text.length());
    return from >= end ? "" : original.substring(origin[from], origin[end - 1] + 1).strip();
  }

  /** The same text with a stretch left out; what remains still leads back to the original. */
  NormalText without(int from, int to) {
    int[] kept = Arrays.copyOf(origin, text.length() - (to - from));
    System.arraycopy(origin, to, kept, from, text.length() - to);
    return new NormalText(original, text.substring(0, from) + text.substring(to), kept);
  }

  /** A dash between English words parts clauses; between figures it is a range. */
  private static boolean dashed(String text, int at) {
    return text.charAt(at) == '\u2014'
        && at > 0
        && at + 1 < text.length()
        && text.charAt(at - 1) >= 'a'
        && text.charAt(at - 1) <= 'z'
        && Character.isLetter(text.charAt(at + 1))
        && text.charAt(at + 1) < 0x80;
  }

  private static boolean latin(char c) {
    return (c > ' ' && c < 0x2000) || (c >= 0x20a0 && c <= 0x20bf);
  }

  /** The normal form of one character, 0 for none. */
  private static char fold(char c) {
    if (c < 0x80) {
      return c < ' ' || c == 0x7f ? control(c) : Character.toLowerCase(c);
    }
    if (c >= 0xff01 && c <= 0xff5e) {
      return Character.toLowerCase((char) (c - 0xfee0));
    }
    return switch (c) {
      case '\u3000', '\u00a0', '\u2002', '\u2003', '\u2009' -> ' ';
      case '\u2013', '\u2014', '\u2015', '\u2212', '\u2010', '\u2011' -> '-';
      case '\u301c', '\u223c', '\u02dc' -> '~';
      case '\u2018', '\u2019' -> '\'';
      case '\uffe5', '\u00a5' -> '\u00a5';
      case '\uff61' -> '。';
      case '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\ufeff', '\u00ad', '\u2060' -> 0;
      default -> Han.is(c) ? Han.simplified(c) : Character.toLowerCase(c);
    };
  }

  private static char control(char c) {
    return switch (c) {
      case '\n', '\r' -> '\n';
      case '\t' -> ' ';
      default -> 0;
    };
  }
}
