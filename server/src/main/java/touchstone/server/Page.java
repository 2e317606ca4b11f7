package touchstone.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;
import touchstone.model.Text;

/**
 * The built page: one document, and files below {@code /assets} whose names change when they do.
 */
final class Page implements HttpService {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}\\.([a-z0-9]{2,5})");
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "svg", "image/svg+xml",
          "woff2", "font/woff2");

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/", (_, response) -> send(response, "web/index.html", "text/html;charset=utf-8"))
        .get("/assets/{name}", Page::asset);
  }

  private static void asset(ServerRequest request, ServerResponse response) {
    String name = request.path().pathParameters().get("name");
    var matcher = NAME.matcher(name);
    if (!matcher.matches() || !TYPES.containsKey(matcher.group(1))) {
      throw missing();
    }
    response.headers().set(HeaderNames.CACHE_CONTROL, "private, max-age=31536000, immutable");
    send(response, "web/assets/" + name, TYPES.getOrDefault(matcher.group(1), ""));
  }

  private static void send(ServerResponse response, String resource, String type) {
    try (InputStream in = Page.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw missing();
      }
      response.header(HeaderNames.CONTENT_TYPE, type);
      response.send(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Refusal missing() {
    return new Refusal(
        404,
        new Text("这里没有东西", "There is nothing here"),
        new Text(
            "页面在 /，接口见 /api/openapi.yaml。", "The page is at /, the API in /api/openapi.yaml."));
  }
}
