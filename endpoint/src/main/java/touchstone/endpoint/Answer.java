package touchstone.endpoint;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import touchstone.model.ToolCall;
import touchstone.model.Usage;

/**
 * What a response body says, once it is understood; stamps are those of the engine's clock.
 *
 * @param firstContentNanos first event with content that is not reasoning
 * @param arrivalsNanos of each event with content or reasoning
 * @param endNanos of the last event with content or a finish reason; 0 if there was none
 * @param events everything that came, in order
 * @param finished a finish reason or {@code [DONE]} came
 * @param streamed it came as events, not as one JSON object
 * @param calls functions that the model called
 */
record Answer(
    String content,
    String reasoning,
    String finishReason,
    boolean finished,
    boolean streamed,
    List<ToolCall> calls,
    Optional<Usage> usage,
    Optional<ServerError> error,
    OptionalLong firstContentNanos,
    List<Long> arrivalsNanos,
    long endNanos,
    List<WireEvent> events) {
  static final Answer NOTHING =
      new Answer(
          "",
          "",
          "",
          false,
          false,
          List.of(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          List.of(),
          0,
          List.of());

  Answer {
    calls = List.copyOf(calls);
    arrivalsNanos = List.copyOf(arrivalsNanos);
    events = List.copyOf(events);
  }

  /** Whether anything came that ends E2E. */
  boolean ended() {
    return !arrivalsNanos.isEmpty() || !finishReason.isEmpty();
  }

  /**
   * An error object.
   *
   * @param code the code or, failing that, the type; may be empty
   */
  record ServerError(String code, String message) {}
}
