package touchstone.model;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A reachable address that speaks the chat API for one candidate. Secrets are names of environment
 * variables here; their values are put in when bytes are written, and nowhere else.
 *
 * @param url base address up to and including the version, e.g. {@code http://127.0.0.1:8000/v1}
 * @param model the name that requests carry
 * @param apiKey template such as {@code ${SHOP_KEY}}, sent as a bearer token
 * @param headers further headers, values are templates too
 * @param extraBody a JSON object merged into every request's body, {@code {}} for none
 * @param takesBatches whether it is the embedded engine, which understands {@link BatchSlot}
 */
public record Endpoint(
    URI url,
    String model,
    Optional<String> apiKey,
    Map<String, String> headers,
    String extraBody,
    boolean takesBatches) {
  public Endpoint {
    headers = Map.copyOf(headers);
  }
}
