package touchstone.model;

import java.util.List;
import java.util.OptionalLong;

/**
 * When one streamed answer arrived. All values are nanoseconds of the monotonic clock after the
 * first byte of the request was written.
 *
 * @param connectNanos time to connect (TLS included) before the request, 0 on a kept connection
 * @param headersNanos arrival of the response head
 * @param firstContentNanos arrival of the first non-empty content that is not reasoning
 * @param arrivalsNanos arrival of each event that carried content or reasoning, ascending
 * @param endNanos arrival of the last content or finish_reason event; of a request that failed,
 *     when it was given up
 */
public record TokenTimeline(
    long connectNanos,
    long headersNanos,
    OptionalLong firstContentNanos,
    List<Long> arrivalsNanos,
    long endNanos) {
  public TokenTimeline {
    arrivalsNanos = List.copyOf(arrivalsNanos);
  }

  /** TTFT in nanoseconds: the first event with content or reasoning; empty if there was none. */
  public OptionalLong ttftNanos() {
    return arrivalsNanos.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(arrivalsNanos.getFirst());
  }

  /** Nothing arrived. */
  public static TokenTimeline nothing() {
    return new TokenTimeline(0, 0, OptionalLong.empty(), List.of(), 0);
  }
}
