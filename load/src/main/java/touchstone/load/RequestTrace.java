package touchstone.load;

import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import touchstone.endpoint.WireEvent;
import touchstone.endpoint.WireTrace;
import touchstone.model.Exchange;
import touchstone.model.Outcome;
import touchstone.model.Usage;

/**
 * Everything that a figure is computed from, for one request; stamps are absolute nanoseconds of
 * the monotonic clock.
 *
 * @param scheduledNanos when it was due: by the schedule in an open loop, when its turn came in a
 *     closed one
 * @param sentNanos first byte written, empty where it never was
 * @param mark what it is in its level
 */
public record RequestTrace(
    String engine,
    Level level,
    int number,
    boolean warmUp,
    long scheduledNanos,
    OptionalLong sentNanos,
    long connectNanos,
    OptionalLong headNanos,
    long endNanos,
    List<TracedEvent> events,
    Outcome outcome,
    String detail,
    String finishReason,
    Usage usage,
    String answer,
    String reasoning,
    Mark mark) {
  public RequestTrace {
    events = List.copyOf(events);
  }

  static RequestTrace of(
      String engine, Level level, LoadResult result, WireTrace wire, boolean payload) {
    Exchange exchange = result.exchange();
    return new RequestTrace(
        engine,
        level,
        result.number(),
        result.warmUp(),
        result.scheduledNanos(),
        wire.sentNanos(),
        wire.connectNanos(),
        wire.headNanos(),
        wire.endNanos(),
        wire.events().stream().map(each -> TracedEvent.of(each, payload)).toList(),
        exchange.outcome(),
        exchange.detail(),
        exchange.finishReason(),
        exchange.usage(),
        exchange.answer(),
        exchange.reasoning(),
        Mark.LOAD);
  }

  /** The same without words, which no figure needs. */
  public RequestTrace figuresOnly() {
    List<TracedEvent> bare = events.stream().map(TracedEvent::withoutData).toList();
    return with(bare, "", "", mark);
  }

  /** The same as another part of its level. */
  public RequestTrace marked(Mark other) {
    return other.equals(mark) ? this : with(events, answer, reasoning, other);
  }

  private RequestTrace with(
      List<TracedEvent> otherEvents, String otherAnswer, String otherReasoning, Mark otherMark) {
    return new RequestTrace(
        engine,
        level,
        number,
        warmUp,
        scheduledNanos,
        sentNanos,
        connectNanos,
        headNanos,
        endNanos,
        otherEvents,
        outcome,
        detail,
        finishReason,
        usage,
        otherAnswer,
        otherReasoning,
        otherMark);
  }

  /** Whether it counts in the level's own figures. */
  public boolean counts() {
    return !warmUp && !mark.sentinel();
  }

  /** The requests of a level by the run that they belong to, in the order of the runs. */
  static List<List<RequestTrace>> runs(List<RequestTrace> level) {
    return List.copyOf(
        level.stream()
            .collect(
                Collectors.groupingBy(each -> each.mark().run(), TreeMap::new, Collectors.toList()))
            .values());
  }

  boolean answered() {
    return outcome != Outcome.INFRA_FAIL && firstNanos().isPresent() && sentNanos.isPresent();
  }

  /** Where latency starts: the schedule under open loop, else the first byte written. */
  long originNanos() {
    return level.open() || mark.sentinel() ? scheduledNanos : sentNanos.orElse(scheduledNanos);
  }

  List<TracedEvent> output() {
    return events.stream().filter(TracedEvent::output).toList();
  }

  OptionalLong firstNanos() {
    return events.stream()
        .filter(TracedEvent::output)
        .mapToLong(TracedEvent::arrivalNanos)
        .findFirst();
  }

  OptionalLong firstContentNanos() {
    return events.stream()
        .filter(each -> each.kind() == WireEvent.Kind.CONTENT)
        .mapToLong(TracedEvent::arrivalNanos)
        .findFirst();
  }

  /** Last content or finish reason. */
  OptionalLong lastNanos() {
    return events.stream()
        .filter(each -> each.output() || each.finish())
        .mapToLong(TracedEvent::arrivalNanos)
        .max();
  }

  int tokens() {
    return usage.completionTokens();
  }
}
