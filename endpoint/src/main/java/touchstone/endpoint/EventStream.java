package touchstone.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a captured body into server-sent events, as the WHATWG HTML standard (9.2.6) has it: lines
 * end in CR, LF or CRLF, one BOM at the start is dropped, an event without its empty line at the
 * end of the stream is discarded.
 */
final class EventStream {
  private final Capture body;
  private final byte[] bytes;
  private final List<StreamEvent> events = new ArrayList<>();
  private final StringBuilder data = new StringBuilder();
  private boolean anyData;
  private int eventStart;
  private String type = "";

  private EventStream(Capture body) {
    this.body = body;
    this.bytes = body.bytes();
  }

  /** The events of a body, in order. */
  static List<StreamEvent> parse(Capture body) {
    EventStream stream = new EventStream(body);
    stream.run();
    return stream.events;
  }

  private void run() {
    int start = startsWithMark() ? 3 : 0;
    for (int i = start; i < body.length(); i++) {
      if (bytes[i] != '\n' && bytes[i] != '\r') {
        continue;
      }
      line(start, i);
      if (bytes[i] == '\r' && i + 1 < body.length() && bytes[i + 1] == '\n') {
        i++;
      }
      start = i + 1;
    }
  }

  private boolean startsWithMark() {
    return body.length() >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  private void line(int from, int to) {
    if (from == to) {
      dispatch(to);
      return;
    }
    int colon = from;
    while (colon < to && bytes[colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, to);
    if (value < to && bytes[value] == ' ') {
      value++;
    }
    switch (text(from, colon)) {
      case "data" -> {
        data.append(anyData ? "\n" : "").append(text(value, to));
        anyData = true;
      }
      case "event" -> type = text(value, to);
      default -> {}
    }
  }

  private void dispatch(int emptyLineEnd) {
    if (anyData) {
      events.add(
          new StreamEvent(
              type.isEmpty() ? "message" : type,
              data.toString(),
              body.stampOf(emptyLineEnd),
              body.uncertaintyOf(emptyLineEnd),
              emptyLineEnd + 1 - eventStart));
    }
    eventStart = emptyLineEnd + 1;
    data.setLength(0);
    anyData = false;
    type = "";
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }
}
