package touchstone.load;

import java.util.Optional;
import touchstone.endpoint.WireEvent;

/** One event in a trace; the data only where it was asked for. */
public record TracedEvent(
    long arrivalNanos,
    long uncertaintyNanos,
    int bytes,
    WireEvent.Kind kind,
    boolean finish,
    Optional<String> data) {
  static TracedEvent of(WireEvent event, boolean payload) {
    return new TracedEvent(
        event.arrivalNanos(),
        event.uncertaintyNanos(),
        event.bytes(),
        event.kind(),
        event.finish(),
        payload ? Optional.of(event.data()) : Optional.empty());
  }

  TracedEvent withoutData() {
    return data.isEmpty()
        ? this
        : new TracedEvent(arrivalNanos, uncertaintyNanos, bytes, kind, finish, Optional.empty());
  }

  boolean output() {
    return kind == WireEvent.Kind.CONTENT || kind == WireEvent.Kind.REASONING;
  }
}
