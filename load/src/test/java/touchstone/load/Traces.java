package touchstone.load;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import touchstone.endpoint.WireEvent;
import touchstone.model.Outcome;
import touchstone.model.Usage;

/** Traces with stamps in round milliseconds. */
final class Traces {
  static final Level TWO_USERS = Level.concurrency(2);

  private Traces() {}

  /** Sent a millisecond after its turn; one token an event, ended by the last. */
  static RequestTrace answered(int number, boolean warmUp, long turn, TracedEvent... events) {
    return new RequestTrace(
        "nio",
        TWO_USERS,
        number,
        warmUp,
        nanos(turn),
        OptionalLong.of(nanos(turn + 1)),
        0,
        OptionalLong.of(nanos(turn + 2)),
        events[events.length - 1].arrivalNanos(),
        List.of(events),
        Outcome.COMPLETED,
        "",
        "stop",
        new Usage(10, events.length, 5, Usage.Source.SERVER),
        "包邮",
        "",
        Mark.LOAD);
  }

  static RequestTrace failed(int number, long turn, long end) {
    return new RequestTrace(
        "nio",
        TWO_USERS,
        number,
        false,
        nanos(turn),
        OptionalLong.of(nanos(turn + 1)),
        0,
        OptionalLong.empty(),
        nanos(end),
        List.of(),
        Outcome.INFRA_FAIL,
        "reset",
        "",
        new Usage(0, 0, 0, Usage.Source.EVENTS),
        "",
        "",
        Mark.LOAD);
  }

  /** The same request in another level. */
  static RequestTrace in(Level level, Mark mark, RequestTrace each) {
    return new RequestTrace(
        each.engine(),
        level,
        each.number(),
        each.warmUp(),
        each.scheduledNanos(),
        each.sentNanos(),
        each.connectNanos(),
        each.headNanos(),
        each.endNanos(),
        each.events(),
        each.outcome(),
        each.detail(),
        each.finishReason(),
        each.usage(),
        each.answer(),
        each.reasoning(),
        mark);
  }

  static TracedEvent[] content(long... millis) {
    return java.util.Arrays.stream(millis)
        .mapToObj(each -> event(WireEvent.Kind.CONTENT, each))
        .toArray(TracedEvent[]::new);
  }

  static TracedEvent[] thinking(long thought, long... content) {
    return Stream.concat(
            Stream.of(event(WireEvent.Kind.REASONING, thought)), Stream.of(content(content)))
        .toArray(TracedEvent[]::new);
  }

  private static TracedEvent event(WireEvent.Kind kind, long millis) {
    return new TracedEvent(nanos(millis), 0, 100, kind, false, Optional.empty());
  }

  static long nanos(long millis) {
    return millis * 1_000_000;
  }
}
