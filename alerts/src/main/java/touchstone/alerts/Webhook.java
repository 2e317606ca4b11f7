package touchstone.alerts;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    try {
      HttpRequest request =
          HttpRequest.newBuilder(message.url())
              .header("Content-Type", "application/json; charset=utf-8")
              .POST(HttpRequest.BodyPublishers.ofString(message.body()))
              .build();
      // The whole exchange in time: a request's own timeout ends with the reply's head.
      return read(
          message,
          client
              .sendAsync(
                  request,
                  HttpResponse.BodyHandlers.limiting(
                      HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_REPLY))
              .get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException | IllegalArgumentException failed) {
      return Optional.of(new Refused(host(message.url()) + ": " + cause(failed), Again.SOON));
    } finally {
      client.shutdownNow();
    }
  }

  private static Optional<Refused> read(RobotMessage message, HttpResponse<String> response) {
    int status = response.statusCode();
    if (status < 200 || status > 299) {
      Again again = status == 429 ? Again.LATER : status >= 500 ? Again.SOON : Again.NEVER;
      return Optional.of(new Refused(host(response.uri()) + ": HTTP " + status, again));
    }
    return message.robot()
        ? RobotMessage.refusal(response.body())
            .map(said -> new Refused(host(response.uri()) + ": " + said.why(), said.again()))
        : Optional.empty();
  }

  private static String host(URI url) {
    return Optional.ofNullable(url.getHost()).orElse("?");
  }

  private static String cause(Exception failed) {
    if (failed instanceof TimeoutException) {
      return "no whole reply in time";
    }
    Throwable cause = Optional.ofNullable(failed.getCause()).orElse(failed);
    return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }

  /** Whether the same message may arrive when it is sent again. */
  enum Again {
    NEVER,
    /** Something failed for a moment. */
    SOON,
    /** Too many came: it needs longer pauses. */
    LATER
  }

  /** Why a message did not arrive. */
  record Refused(String why, Again again) {}
}
