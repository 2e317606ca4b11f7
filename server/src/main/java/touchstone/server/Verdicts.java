package touchstone.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;
import touchstone.store.Json;
import touchstone.store.RunFolder;

/**
 * The reports' heads: all that the page needs, without the cases, which can be megabytes. A report
 * is read again only when its file has changed. Thread-safe.
 */
final class Verdicts {
  private static final int MOST = 2000;

  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  /** A report's head and the state of the file it was read from. */
  private record Known(long modifiedMillis, long bytes, ObjectNode head) {}

  /** A run's report without its cases; none before it is written. */
  Optional<ObjectNode> of(RunFolder folder) {
    Path file = folder.reportJson();
    try {
      long modified = Files.getLastModifiedTime(file).toMillis();
      long bytes = Files.size(file);
      Known before = known.get(file);
      if (before != null && before.modifiedMillis == modified && before.bytes == bytes) {
        return Optional.of(before.head);
      }
      if (Json.mapper().readTree(Files.readAllBytes(file)) instanceof ObjectNode report) {
        report.remove("cases");
        keep(file, new Known(modified, bytes, report));
        return Optional.of(report);
      }
    } catch (IOException | JacksonException _) {
      // not written yet, or being replaced: the next look finds it
    }
    return Optional.empty();
  }

  private void keep(Path file, Known head) {
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(file, head);
  }
}
