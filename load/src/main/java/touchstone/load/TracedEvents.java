package touchstone.load;

import java.util.ArrayList;
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

  private final List<Stamp> stamps = new ArrayList<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final boolean words;

  /**
   * @param words whether the events' data is kept
   */
  TracedEvents(boolean words) {
    this.words = words;
  }

  private record Stamp(long arrival, long uncertainty, int bytes, Optional<String> data) {}

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
      long arrival = number(parser);
      long uncertainty = number(parser);
      long bytes = number(parser);
      expect(bytes >= 0 && bytes <= Integer.MAX_VALUE);
      Optional<String> data = Optional.empty();
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        data = words ? Optional.of(parser.getString()) : Optional.empty();
        parser.nextToken();
      }
      expect(parser.currentToken() == JsonToken.END_ARRAY);
      stamps.add(new Stamp(arrival, uncertainty, (int) bytes, data));
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
    expect(stamps.size() == kinds.size());
    List<TracedEvent> all = new ArrayList<>(stamps.size());
    for (int i = 0; i < stamps.size(); i++) {
      Stamp stamp = stamps.get(i);
      Kind kind = kinds.get(i);
      all.add(
          new TracedEvent(
              stamp.arrival, stamp.uncertainty, stamp.bytes, kind.kind, kind.finish, stamp.data));
    }
    return all;
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
