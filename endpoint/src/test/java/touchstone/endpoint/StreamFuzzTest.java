package touchstone.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The framer and the event parser against a slow, obviously right reading of the standard. */
class StreamFuzzTest {
  private record Event(String type, String data, int end) {}

  @Provide
  Arbitrary<String> streams() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "data:",
            "data: ",
            "data",
            "event: x",
            "event:error",
            "id: 1",
            "retry: 5",
            ":",
            ": c",
            "\n",
            "\n",
            "\n\n",
            "\r",
            "\r\n",
            "\r\r",
            "\r\n\r\n",
            "\uFEFF",
            "你好",
            "🙂",
            "{\"a\":1}",
            "[DONE]",
            " ",
            "x",
            "\u0000",
            "datax: 1",
            "data : 2");
    return piece.list().ofMinSize(0).ofMaxSize(40).map(pieces -> String.join("", pieces));
  }

  @Property(tries = 1000)
  void everyStreamIsReadAsTheStandardSays(@ForAll("streams") String stream, @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    byte[] body = stream.getBytes(UTF_8);
    byte[] wire = response(body, random);
    Capture capture = new Capture(1 << 20);
    ResponseFramer framer = new ResponseFramer(capture);
    List<Integer> endsOfReads = new ArrayList<>();
    boolean whole = false;
    for (int from = 0; from < wire.length; ) {
      int to = Math.min(wire.length, from + 1 + random.nextInt(random.nextBoolean() ? 3 : 60));
      whole = framer.feed(ByteBuffer.wrap(wire, from, to - from));
      endsOfReads.add(capture.length());
      capture.mark(endsOfReads.size());
      from = to;
    }
    assertThat(whole || framer.close()).isTrue();
    assertThat(capture.length()).isEqualTo(body.length);
    List<StreamEvent> expected = new ArrayList<>();
    for (Event event : reference(body)) {
      expected.add(
          new StreamEvent(event.type(), event.data(), readOf(event.end(), endsOfReads), 0, 0));
    }
    assertThat(EventStream.parse(capture))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("uncertaintyNanos", "bytes")
        .isEqualTo(expected);
  }

  private static long readOf(int index, List<Integer> endsOfReads) {
    int read = 0;
    while (endsOfReads.get(read) <= index) {
      read++;
    }
    return read + 1L;
  }

  private static byte[] response(byte[] body, Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (random.nextInt(3)) {
      case 0 -> {
        out.writeBytes(
            ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        out.writeBytes(body);
      }
      case 1 -> {
        out.writeBytes("\r\nHTTP/1.0 200 OK\nX: y\n\n".getBytes(ISO_8859_1));
        out.writeBytes(body);
      }
      default -> {
        out.writeBytes(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                .getBytes(ISO_8859_1));
        for (int from = 0; from < body.length; ) {
          int size = Math.min(body.length - from, 1 + random.nextInt(20));
          String extension = random.nextBoolean() ? ";a=\"b;c\"" : "";
          out.writeBytes("%X%s\r\n".formatted(size, extension).getBytes(ISO_8859_1));
          out.write(body, from, size);
          out.writeBytes("\r\n".getBytes(ISO_8859_1));
          from += size;
        }
        out.writeBytes("0\r\nTrailer: 1\r\n\r\n".getBytes(ISO_8859_1));
      }
    }
    return out.toByteArray();
  }

  /** WHATWG HTML 9.2.6 word by word, on a list of lines. */
  private static List<Event> reference(byte[] body) {
    List<Event> events = new ArrayList<>();
    String data = "";
    String type = "";
    int start = 0;
    if (body.length >= 3 && new String(body, 0, 3, UTF_8).equals("\uFEFF")) {
      start = 3;
    }
    int at = start;
    while (at < body.length) {
      if (body[at] != '\n' && body[at] != '\r') {
        at++;
        continue;
      }
      String line = new String(body, start, at - start, UTF_8);
      if (line.isEmpty()) {
        if (!data.isEmpty()) {
          events.add(
              new Event(
                  type.isEmpty() ? "message" : type, data.substring(0, data.length() - 1), at));
        }
        data = "";
        type = "";
      } else if (!line.startsWith(":")) {
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        value = value.startsWith(" ") ? value.substring(1) : value;
        if (field.equals("data")) {
          data += value + "\n";
        } else if (field.equals("event")) {
          type = value;
        }
      }
      at += body[at] == '\r' && at + 1 < body.length && body[at + 1] == '\n' ? 2 : 1;
      start = at;
    }
    return events;
  }
}
