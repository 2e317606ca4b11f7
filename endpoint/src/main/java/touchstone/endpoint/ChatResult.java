package touchstone.endpoint;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import touchstone.model.Exchange;
import touchstone.model.Outcome;
import touchstone.model.Problem;

/**
 * What became of a chat request.
 *
 * @param status of the HTTP answer, 0 where none came
 * @param streamed whether the answer came as events; false for one JSON object or none at all
 * @param retryAfter how long the server asks to wait
 * @param problem what went wrong in words for people, where the exchange is an INFRA_FAIL
 * @param wire what came when, of the last attempt
 */
public record ChatResult(
    Exchange exchange,
    int status,
    boolean streamed,
    Advice advice,
    Optional<Duration> retryAfter,
    Optional<Problem> problem,
    WireTrace wire) {
  /** What to do next. */
  public enum Advice {
    /** Record it; sending the same again would not change it. */
    KEEP,
    /** Send it again: the fault may pass. */
    RETRY,
    /** Send nothing more to this endpoint: every request would fail alike. */
    STOP
  }

  /** Whether the server said that it gets too many requests. */
  public boolean overloaded() {
    return status == 429;
  }

  /** Whether a stored exchange failed because something took too long. */
  public static boolean timedOut(Exchange exchange) {
    return exchange.outcome() == Outcome.INFRA_FAIL
        && Stream.of(Broken.Kind.STALLED, Broken.Kind.REQUEST_TIMEOUT, Broken.Kind.CONNECT_TIMEOUT)
            .anyMatch(kind -> exchange.detail().startsWith(kind.word()));
  }

  ChatResult afterAttempts(int attempts) {
    Exchange e = exchange;
    Exchange counted =
        new Exchange(
            e.user(),
            e.answer(),
            e.reasoning(),
            e.finishReason(),
            e.truncated(),
            e.outcome(),
            e.detail(),
            attempts,
            e.timeline(),
            e.usage(),
            e.toolCalls());
    return new ChatResult(counted, status, streamed, advice, retryAfter, problem, wire);
  }
}
