package touchstone.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import touchstone.endpoint.WireEvent;

/** The events of one line of a trace while it is read, token by token. */
final class TracedEvents {
  private static final Map<String, Kind> KINDS = kinds();

  private static final int PARTS = 3;

  private final List<Kind> kinds = new ArrayList<>();
  private final List<Optional<String>> data = new ArrayList<>();
  private final boolean words;
  // Arrival, uncertainty and bytes of each event: an object apiece would be most of the reading.
  private long[] stamps = new long[PARTS * 64];
  private int count;

  /**
   * @param words whether the events' data is kept
   */
  TracedEvents(boolean words) {
    this.words = words;
  }

  private record Kind(WireEvent.Kind kind, boolean finish) {}

  /** How a line writes a kind. */
  static String word(TracedEvent event) {
    return word(event.kind(), event.finish());
  }

  private static String word(WireEvent.Kind kind, boolean finish) {
    return kind.name().toLowerCase(Locale.ROOT) + (finish ? "+finish" : "");
  }

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new HashMap<>();
    for (WireEvent.Kind each : WireEvent.Kind.values()) {
      kinds.put(word(each, false), new Kind(each, false));
      kinds.put(word(each, true), new Kind(each, true));
    }
    return Map.copyOf(kinds);
  }

  /** Reads {@code [[arrival_ns, uncertainty_ns, bytes, data?], …]}. */
  void readStamps(JsonParser parser) {
    expect(parser.currentToken() == JsonToken.START_ARRAY);
    while (parser.nextToken() == JsonToken.START_ARRAY) {
      if (stamps.length < PARTS * (count + 1)) {
        stamps = Arrays.copyOf(stamps, stamps.length * 2);
      }
      for (int i = 0; i < PARTS; i++) {
        stamps[PARTS * count + i] = number(parser);
      }
      long bytes = stamps[PARTS * count + 2];
      expect(bytes >= 0 && bytes <= Integer.MAX_VALUE);
      count++;
      boolean said = parser.nextToken() == JsonToken.VALUE_STRING;
      if (words) {
        data.add(said ? Optional.of(parser.getString()) : Optional.empty());
      }
      expect((said ? parser.nextToken() : parser.currentToken()) == JsonToken.END_ARRAY);
    }
    expect(parser.currentToken() == JsonToken.END_ARRAY);
  }

  /** Reads {@code ["content", …, "other+finish"]}. */
  void readKinds(JsonParser parser) {
    expect(parser.currentToken() == JsonToken.START_ARRAY);
    while (parser.nextToken() == JsonToken.VALUE_STRING) {
      Kind kind = KINDS.get(parser.getString());
      if (kind == null) {
        throw new IllegalArgumentException("no kind of event: " + parser.getString());
      }
      kinds.add(kind);
    }
    expect(parser.currentToken() == JsonToken.END_ARRAY);
  }

  /**
   * All events.
   *
   * @throws IllegalArgumentException if not each has its kind
   */
  List<TracedEvent> all() {
    expect(count == kinds.size());
    TracedEvent[] all = new TracedEvent[count];
    for (int i = 0; i < count; i++) {
      Kind kind = kinds.get(i);
      all[i] =
          new TracedEvent(
              stamps[PARTS * i],
              stamps[PARTS * i + 1],
              (int) stamps[PARTS * i + 2],
              kind.kind,
              kind.finish,
              words ? data.get(i) : Optional.empty());
    }
    return List.of(all);
  }

  private static long number(JsonParser parser) {
    expect(parser.nextToken() == JsonToken.VALUE_NUMBER_INT);
    return parser.getLongValue();
  }

  private static void expect(boolean held) {
    if (!held) {
      throw new IllegalArgumentException("not the events of a trace");
    }
  }
}
