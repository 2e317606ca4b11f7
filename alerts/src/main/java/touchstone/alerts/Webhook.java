package touchstone.alerts;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Posts JSON to an address; follows no redirect and reads no more than 64 KiB of the reply. */
final class Webhook {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MOST_REPLY = 1 << 16;

  private final Duration timeout;

  Webhook(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Sends it once.
   *
   * @return why it did not arrive, without the address, whose path may be a secret
   */
  Optional<Refused> post(RobotMessage message) throws InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build()) {
      HttpRequest request =
          HttpRequest.newBuilder(message.url())
              .timeout(timeout)
              .header("Content-Type", "application/json; charset=utf-8")
              .POST(HttpRequest.BodyPublishers.ofString(message.body()))
              .build();
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      return read(response);
    } catch (IOException | IllegalArgumentException failed) {
      return Optional.of(new Refused(host(message.url()) + ": " + cause(failed), true));
    }
  }

  private static Optional<Refused> read(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      String reply = new String(body.readNBytes(MOST_REPLY), StandardCharsets.UTF_8);
      int status = response.statusCode();
      if (status < 200 || status > 299) {
        boolean later = status == 429 || status >= 500;
        return Optional.of(new Refused(host(response.uri()) + ": HTTP " + status, later));
      }
      return RobotMessage.refusal(reply)
          .map(why -> new Refused(host(response.uri()) + ": " + why, false));
    }
  }

  private static String host(URI url) {
    return Optional.ofNullable(url.getHost()).orElse("?");
  }

  private static String cause(Exception failed) {
    String message = failed.getMessage();
    return message == null ? failed.getClass().getSimpleName() : message;
  }

  /**
   * Why a message did not arrive.
   *
   * @param again whether the same message may arrive later
   */
  record Refused(String why, boolean again) {}
}
