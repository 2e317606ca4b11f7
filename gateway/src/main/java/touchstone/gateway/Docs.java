package touchstone.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The description of the API for people and programs: Swagger UI at {@code /docs} over {@code
 * /openapi.json}. Nothing in it is the user's, so it is open to whoever can reach the gateway.
 * Every file is in memory once, however many clients are reading it.
 */
final class Docs {
  private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.30.2/";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
              + " img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'");
  private static final Map<String, Page> PAGES =
      Map.of(
          "/openapi.json", new Page("openapi.json", "application/json; charset=utf-8"),
          "/docs", new Page("docs.html", HTML),
          "/docs/start.js", new Page("docs.js", SCRIPT),
          "/docs/swagger-ui.css", new Page(SWAGGER + "swagger-ui.css", "text/css; charset=utf-8"),
          "/docs/swagger-ui-bundle.js", new Page(SWAGGER + "swagger-ui-bundle.js", SCRIPT));

  static final Docs BUNDLED = new Docs();

  private final Map<String, File> files;

  private record Page(String resource, String type) {
    File load() {
      return new File(Docs.load(resource), type);
    }
  }

  private record File(ByteBuf bytes, String type) {}

  private Docs() {
    files =
        PAGES.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> each.getValue().load()));
  }

  /** Where there is something. */
  static Set<String> paths() {
    return PAGES.keySet();
  }

  /** Answers with what is at that path, if anything is. */
  boolean answer(Answer answer) {
    Optional<File> file = Optional.ofNullable(files.get(answer.call().path()));
    file.ifPresent(found -> answer.reply(200, found.type(), found.bytes().duplicate(), HEADERS));
    return file.isPresent();
  }

  /** Outside the heap, where a write needs no copy of it. */
  private static ByteBuf load(String resource) {
    try (InputStream in = Docs.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in the jar");
      }
      byte[] bytes = in.readAllBytes();
      return Unpooled.unreleasableBuffer(
          Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
