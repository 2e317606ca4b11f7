package touchstone.model;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One complete choice under comparison.
 *
 * @param id short name, unique in the selection, e.g. {@code a}
 * @param label the name that people read
 */
public record Candidate(String id, String label, Source source, Optional<Price> price) {
  /** Where its answers come from. */
  public sealed interface Source {}

  /** A catalogue entry on a backend ({@code local} is the embedded engine). */
  public record CatalogueModel(String model, String backend) implements Source {}

  /** A GGUF file of the user's own on the embedded engine. */
  public record ModelFile(Path file) implements Source {}

  /** An endpoint that runs already; see {@link Endpoint} for the templates. */
  public record Outside(
      URI url, String model, Optional<String> apiKey, Map<String, String> headers, String extraBody)
      implements Source {
    public Outside {
      headers = Map.copyOf(headers);
    }
  }

  /** An endpoint whose machine does not exist yet; the run waits for its address. */
  public record Later(
      String model, Optional<String> apiKey, Map<String, String> headers, String extraBody)
      implements Source {
    public Later {
      headers = Map.copyOf(headers);
    }
  }

  /** What it costs, as far as the user said. */
  public sealed interface Price {
    /** In the selection's currency per million tokens. */
    record PerMillionTokens(double input, double output) implements Price {}

    /** In the selection's currency per hour of the machine. */
    record PerHour(double amount) implements Price {}
  }
}
