package touchstone.judge;

import java.util.function.Function;
import touchstone.model.Problem;

/**
 * What asking a judge led to: exactly one of three outcomes, none of which stands for another.
 *
 * @param <T> what was asked for: a score, a preference, a duel
 */
public sealed interface Ruling<T> {
  /**
   * The judge decided.
   *
   * @param reason in its own words; untrusted, may be empty
   */
  record Given<T>(T value, String reason) implements Ruling<T> {}

  /**
   * It answered, and after being asked again still nothing could be read from it.
   *
   * @param text what it said last, cut
   */
  record Unreadable<T>(String text) implements Ruling<T> {}

  /** No answer came: the connection's or the server's fault, never the judge's. */
  record Unreachable<T>(Problem problem) implements Ruling<T> {}

  /** The ruling that follows from this one's value; the other outcomes stay as they are. */
  default <R> Ruling<R> then(Function<Given<T>, Ruling<R>> next) {
    return switch (this) {
      case Given<T> given -> next.apply(given);
      case Unreadable<T>(String text) -> new Unreadable<>(text);
      case Unreachable<T>(Problem problem) -> new Unreachable<>(problem);
    };
  }
}
