package touchstone.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * When every key was used last, on the disk beside the keys; written by gateways only, so that they
 * never touch the keys themselves. What several of them write is merged. A key is told by its
 * digest: a name may be given again.
 */
public record LastUses(Path path) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Beside that file of keys. */
  public static LastUses beside(KeyFile keys) {
    return new LastUses(keys.path().resolveSibling("key-uses.json"));
  }

  /** By digest; what cannot be read counts as never. */
  public Map<String, Instant> read() {
    try {
      return Files.exists(path)
          ? JSON.readValue(Files.readAllBytes(path), new TypeReference<Map<String, Instant>>() {})
          : Map.of();
    } catch (IOException | JacksonException _) {
      return Map.of();
    }
  }

  void merge(Map<String, Instant> uses) {
    Map<String, Instant> all = new TreeMap<>(read());
    uses.forEach((key, at) -> all.merge(key, at, (a, b) -> a.isAfter(b) ? a : b));
    OwnFiles.folder(path);
    try {
      OwnFiles.replace(path, JSON.writeValueAsString(all));
    } catch (IOException e) {
      throw OwnFiles.problem(path, String.valueOf(e.getMessage()));
    }
  }
}
