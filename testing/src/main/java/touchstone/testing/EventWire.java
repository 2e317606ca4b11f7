package touchstone.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import touchstone.testing.Script.Ending;
import touchstone.testing.Script.Piece;

/**
 * How server-sent events look on the wire: line ends, spaces, comments, framing, compression, and
 * where the bytes are split. Not thread-safe.
 */
public final class EventWire {
  private String lineEnd = "\n";
  private String space = " ";
  private boolean bom;
  private boolean comments;
  private boolean dataOverLines;
  private boolean gzip;
  private int eventsPerWrite = 1;
  private int splitEvery = Integer.MAX_VALUE;
  private Duration splitGap = Duration.ZERO;
  private Framing framing = Framing.CHUNKED;

  EventWire() {}

  /** LF, CR or CRLF. */
  public EventWire lineEnd(String end) {
    lineEnd = end;
    return this;
  }

  /** {@code data:} without the space after it. */
  public EventWire withoutSpace() {
    space = "";
    return this;
  }

  public EventWire bom() {
    bom = true;
    return this;
  }

  /** Comments and the fields {@code event}, {@code id}, {@code retry} around each event. */
  public EventWire comments() {
    comments = true;
    return this;
  }

  /** Each JSON object spread over several data lines, broken after commas between members. */
  public EventWire dataOverLines() {
    dataOverLines = true;
    return this;
  }

  public EventWire gzip() {
    gzip = true;
    return this;
  }

  public EventWire eventsPerWrite(int events) {
    eventsPerWrite = events;
    return this;
  }

  /** Cuts everything, the head too, into writes of so many bytes with a pause between. */
  public EventWire splitEvery(int bytes, Duration pause) {
    splitEvery = bytes;
    splitGap = pause;
    return this;
  }

  public EventWire framing(Framing way) {
    framing = way;
    return this;
  }

  /**
   * The writes that carry these events.
   *
   * @param pauses before each write, not empty; the last one again and again
   * @param broken null for the ending that the framing implies
   */
  Script script(List<String> events, List<Duration> pauses, @Nullable Ending broken) {
    List<byte[]> bodies = compressed(groups(events));
    List<byte[]> parts = framing.wrap(bodies);
    if (broken != null && parts.size() > bodies.size()) {
      parts = parts.subList(0, bodies.size());
    }
    int length = bodies.stream().mapToInt(part -> part.length).sum();
    String headers =
        "Content-Type: text/event-stream\r\n" + (gzip ? "Content-Encoding: gzip\r\n" : "");
    List<Piece> pieces = new ArrayList<>();
    add(pieces, Duration.ZERO, framing.head(200, headers, length).getBytes(UTF_8));
    for (int i = 0; i < parts.size(); i++) {
      Duration pause = pauses.get(Math.min(i, pauses.size() - 1));
      add(pieces, i < bodies.size() ? pause : Duration.ZERO, parts.get(i));
    }
    return new Script(pieces, Optional.ofNullable(broken).orElse(framing.ending()));
  }

  private void add(List<Piece> pieces, Duration delay, byte[] bytes) {
    for (int from = 0; from < bytes.length; from += Math.min(splitEvery, bytes.length)) {
      int to = (int) Math.min((long) from + splitEvery, bytes.length);
      pieces.add(new Piece(from == 0 ? delay : splitGap, Arrays.copyOfRange(bytes, from, to)));
    }
  }

  private List<byte[]> groups(List<String> events) {
    List<byte[]> groups = new ArrayList<>();
    StringBuilder group = new StringBuilder(bom ? "\uFEFF" : "");
    for (int i = 0; i < events.size(); i++) {
      group.append(text(events.get(i)));
      if ((i + 1) % eventsPerWrite == 0 || i == events.size() - 1) {
        groups.add(group.toString().getBytes(UTF_8));
        group.setLength(0);
      }
    }
    return groups;
  }

  private String text(String data) {
    String lines = dataOverLines ? data.replace(",\"", ",\n\"") : data;
    StringBuilder text = new StringBuilder();
    if (comments) {
      text.append(": keep-alive" + lineEnd + lineEnd + "event: message" + lineEnd);
      text.append("id: 7" + lineEnd + "retry: 3000" + lineEnd + "nonsense" + lineEnd);
    }
    lines.lines().forEach(line -> text.append("data:" + space + line + lineEnd));
    return text.append(lineEnd).toString();
  }

  private List<byte[]> compressed(List<byte[]> parts) {
    if (!gzip) {
      return parts;
    }
    List<byte[]> compressed = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes, true)) {
      for (byte[] part : parts) {
        out.write(part);
        out.flush();
        compressed.add(bytes.toByteArray());
        bytes.reset();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    compressed.add(bytes.toByteArray());
    return compressed;
  }
}
