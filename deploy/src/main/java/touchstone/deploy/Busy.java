package touchstone.deploy;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** A server's answer that may be another one later. */
final class Busy extends IOException {
  private static final long serialVersionUID = 1;
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);
  private static final long LONGEST_WAIT_SECONDS = 60;

  private final Duration wait;

  Busy(String why, Duration wait) {
    super(why);
    this.wait = wait;
  }

  /** Throws where an answer says to come back. */
  static void check(Http.Answer answer) throws Busy {
    if (PASSING.contains(answer.status())) {
      long seconds = Math.min(LONGEST_WAIT_SECONDS, answer.number("Retry-After").orElse(0));
      throw new Busy("HTTP " + answer.status(), Duration.ofSeconds(seconds));
    }
  }

  /** How long the server asks to wait; zero where it does not say. */
  Duration pause() {
    return wait;
  }
}
