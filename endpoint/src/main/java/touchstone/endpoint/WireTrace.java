package touchstone.endpoint;

import java.util.List;
import java.util.OptionalLong;

/**
 * What one request saw of the wire; stamps are nanoseconds of the monotonic clock.
 *
 * @param startNanos when the client began with it
 * @param sentNanos when its first byte was written; empty if that never happened
 * @param connectNanos how long connecting took, TLS included, 0 on a kept connection
 * @param headNanos arrival of the response head
 * @param endNanos when it ended or was given up
 */
public record WireTrace(
    long startNanos,
    OptionalLong sentNanos,
    long connectNanos,
    OptionalLong headNanos,
    long endNanos,
    List<WireEvent> events) {
  public WireTrace {
    events = List.copyOf(events);
  }
}
