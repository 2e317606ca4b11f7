package touchstone.deploy;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.model.Text;
import touchstone.model.Ticker;

/**
 * Brings a remote file's bytes into a part file, going on where an earlier try stopped. The bytes
 * are checked afterwards; here only their number is.
 */
final class Download {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");

  private final Http http;
  private final Ticker ticker;

  Download(Http http, Ticker ticker) {
    this.http = http;
    this.ticker = ticker;
  }

  /** Returns when all bytes are there. */
  void fetch(RemoteFile file, PartFile part, Meter meter)
      throws SourceFailure, IOException, InterruptedException {
    Retry retry = new Retry(ticker);
    while (!whole(file, part)) {
      long before = part.length();
      try {
        pass(file, part, meter);
        if (file.bytes().isEmpty()) {
          return;
        }
        if (part.length() < file.bytes().getAsLong()) {
          throw new IOException("the answer ended early");
        }
      } catch (IOException e) {
        retry.after(e, part.length() > before);
      }
    }
  }

  private static boolean whole(RemoteFile file, PartFile part) throws SourceFailure, IOException {
    if (file.bytes().isEmpty() || part.length() < file.bytes().getAsLong()) {
      return false;
    }
    if (part.length() > file.bytes().getAsLong()) {
      long length = part.length();
      part.restart();
      throw new SourceFailure(
          new Text(
              "大小不对：应为 " + file.bytes().getAsLong() + " 字节，收到 " + length + " 字节",
              "wrong size: expected " + file.bytes().getAsLong() + " bytes, got " + length));
    }
    return true;
  }

  private void pass(RemoteFile file, PartFile part, Meter meter)
      throws SourceFailure, IOException, InterruptedException {
    long have = part.length();
    try (Http.Answer answer = http.get(file.address(), file.token(), range(part, have))) {
      Busy.check(answer);
      switch (answer.status()) {
        case 206 -> checkRange(file, part, answer, have);
        case 200 -> part.restart();
        case 416 -> {
          part.restart();
          throw new IOException("the server refused the range");
        }
        default -> throw refused(file, answer);
      }
      part.tag(answer.header("ETag").orElse(""));
      copy(file, answer.body(), part, meter);
    }
  }

  /**
   * A tag guards against bytes of two versions; weak tags are not allowed here (RFC 9110 13.1.5).
   */
  private static Map<String, String> range(PartFile part, long have) {
    Map<String, String> headers = new HashMap<>();
    if (have > 0) {
      headers.put("Range", "bytes=" + have + "-");
      if (part.etag().startsWith("\"")) {
        headers.put("If-Range", part.etag());
      }
    }
    return headers;
  }

  private static void checkRange(RemoteFile file, PartFile part, Http.Answer answer, long have)
      throws IOException {
    Matcher range = CONTENT_RANGE.matcher(answer.header("Content-Range").orElse(""));
    boolean right =
        range.matches()
            && Long.parseLong(range.group(1)) == have
            && (range.group(2).equals("*")
                || file.bytes().isEmpty()
                || Long.parseLong(range.group(2)) == file.bytes().getAsLong());
    if (!right) {
      part.restart();
      throw new IOException("the server answered with another range");
    }
  }

  private static SourceFailure refused(RemoteFile file, Http.Answer answer) throws IOException {
    boolean elsewhere = !Objects.equals(host(answer.address()), host(file.address()));
    if (elsewhere && (answer.status() == 401 || answer.status() == 403)) {
      // a signed link that has run out: the hub gives a new one
      throw new IOException("HTTP " + answer.status() + " from " + host(answer.address()));
    }
    return Refusals.of(file.hub(), file.repo(), answer);
  }

  private static String host(URI address) {
    return address.getHost() + ":" + address.getPort();
  }

  private void copy(RemoteFile file, Chunks body, PartFile part, Meter meter)
      throws SourceFailure, IOException, InterruptedException {
    long length = part.length();
    long most = file.bytes().orElse(Long.MAX_VALUE);
    try (PartFile.Writer writer = part.append()) {
      for (Optional<List<ByteBuffer>> chunk = body.take(http.stall());
          chunk.isPresent() && length <= most;
          chunk = body.take(http.stall())) {
        for (ByteBuffer buffer : chunk.get()) {
          length += buffer.remaining();
          writer.write(buffer);
        }
        meter.at(length);
      }
    }
  }
}
