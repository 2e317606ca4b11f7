package touchstone.deploy;

import java.util.List;
import touchstone.model.Text;

/**
 * One model that can be fetched by name.
 *
 * @param name lower case, unique in the catalogue; requests carry it
 * @param parameters as people write it, e.g. {@code 0.6B}
 * @param quantization e.g. {@code Q8_0}
 * @param contextTokens the context to serve each sequence with
 * @param sources tried in order, at least one
 */
public record CatalogueEntry(
    String name,
    Text title,
    Licence licence,
    String parameters,
    String quantization,
    int contextTokens,
    PromptFormat format,
    List<ModelSource> sources) {
  public CatalogueEntry {
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("model " + name + " has no sources, expected at least 1");
    }
  }
}
