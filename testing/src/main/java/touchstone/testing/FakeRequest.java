package touchstone.testing;

import java.util.Map;

/**
 * A request that a {@link FakeEndpoint} received.
 *
 * @param number 0 for the first POST, over all connections; −1 for a GET
 * @param connection 0 for the first connection that was accepted
 * @param headers by lower-case name
 * @param receivedNanos monotonic clock when the whole request was there
 */
public record FakeRequest(
    int number,
    int connection,
    String method,
    String path,
    Map<String, String> headers,
    String body,
    long receivedNanos) {
  public FakeRequest {
    headers = Map.copyOf(headers);
  }

  /** A header's value by its lower-case name, empty where it was not sent. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
