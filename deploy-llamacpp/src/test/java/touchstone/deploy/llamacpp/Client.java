package touchstone.deploy.llamacpp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** Talks to an engine over real HTTP. */
final class Client {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;

  Client(EngineProcess engine) {
    this.port = engine.port();
  }

  /** A user's message as a request body, with more fields, e.g. {@code "seed":1}. */
  static String ask(String text, String fields) {
    String message = Json.write(text);
    return "{\"messages\":[{\"role\":\"user\",\"content\":%s}]%s%s}"
        .formatted(message, fields.isEmpty() ? "" : ",", fields);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(to(path).GET().build(), utf8());
  }

  HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return HTTP.send(chat(body), utf8());
  }

  CompletableFuture<HttpResponse<String>> postLater(String body) {
    return HTTP.sendAsync(chat(body), utf8());
  }

  /** The answer's text. */
  String say(String body) throws IOException, InterruptedException {
    return content(post(body));
  }

  static String content(HttpResponse<String> response) {
    JsonNode root = Json.read(response.body());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(response.body());
    }
    return root.path("choices").path(0).path("message").path("content").stringValue();
  }

  /** The data of a stream's events. */
  List<String> events(String body) throws IOException, InterruptedException {
    List<String> events = new ArrayList<>();
    for (String event : post(body).body().split("\n\n", -1)) {
      if (!event.isEmpty()) {
        events.add(event.substring("data: ".length()));
      }
    }
    return events;
  }

  JsonNode health() throws IOException, InterruptedException {
    return Json.read(get("/health").body());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpRequest chat(String body) {
    return to("/v1/chat/completions").POST(HttpRequest.BodyPublishers.ofString(body)).build();
  }

  private static HttpResponse.BodyHandler<String> utf8() {
    return HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8);
  }
}
