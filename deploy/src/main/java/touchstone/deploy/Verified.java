package touchstone.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The note that a file was checked once, so that it need not be digested at every start. It holds
 * as long as size and time of last change do.
 */
record Verified(Path file, long bytes, long modifiedMillis, String sha256, String source) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A note for a file as it lies there now. */
  static Verified of(Path file, String sha256, String source) throws IOException {
    return new Verified(
        file, Files.size(file), Files.getLastModifiedTime(file).toMillis(), sha256, source);
  }

  /** The note in a file, empty where there is none that can be read. */
  static Optional<Verified> read(Path note) {
    try {
      JsonNode node = JSON.readTree(Files.readAllBytes(note));
      return Optional.of(
          new Verified(
              Path.of(node.path("file").asString("")),
              node.path("bytes").asLong(-1),
              node.path("modifiedMillis").asLong(-1),
              node.path("sha256").asString(""),
              node.path("source").asString("")));
    } catch (IOException | JacksonException _) {
      return Optional.empty();
    }
  }

  void write(Path note) throws IOException {
    Path fresh = note.resolveSibling(note.getFileName() + ".new");
    Files.write(
        fresh,
        JSON.writeValueAsBytes(
            Map.of(
                "file", file.toString(),
                "bytes", bytes,
                "modifiedMillis", modifiedMillis,
                "sha256", sha256,
                "source", source)));
    Files.move(fresh, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Whether the file lies there as it was checked. */
  boolean holds() {
    try {
      return Files.isRegularFile(file)
          && Files.size(file) == bytes
          && Files.getLastModifiedTime(file).toMillis() == modifiedMillis;
    } catch (IOException _) {
      return false;
    }
  }

  /** Whether it is what one of the entry's sources stands for today. */
  boolean serves(CatalogueEntry entry) {
    return entry.sources().stream()
        .anyMatch(each -> each.pin().sha256().map(sha256::equals).orElse(each.id().equals(source)));
  }
}
