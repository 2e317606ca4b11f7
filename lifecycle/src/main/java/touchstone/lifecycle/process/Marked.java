package touchstone.lifecycle.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds the processes of a deployment by a mark in their environment, which every child inherits,
 * and by their start time. A name alone never counts. Where the system shows no environments (there
 * is no {@code /proc}), it finds none.
 */
public final class Marked {
  /** The environment variable whose value is the deployment's id. */
  public static final String VARIABLE = "TOUCHSTONE_DEPLOYMENT";

  private static final Path PROCESSES = Path.of("/proc");

  private Marked() {}

  /**
   * What carries this deployment's mark and was started since; never this process itself.
   *
   * @param sinceMillis wall clock; a second before counts too, as the system rounds
   */
  public static List<ProcessHandle> of(String id, long sinceMillis) {
    return all().entrySet().stream()
        .filter(entry -> entry.getValue().equals(id))
        .map(entry -> ProcessHandle.of(entry.getKey()))
        .flatMap(Optional::stream)
        .filter(process -> startedMillis(process) >= sinceMillis - 1000)
        .toList();
  }

  /** Every process of this user that carries a mark, with the deployment's id. */
  public static Map<Long, String> all() {
    Map<Long, String> marks = new TreeMap<>();
    if (!Files.isDirectory(PROCESSES)) {
      return marks;
    }
    try (Stream<Path> folders = Files.list(PROCESSES)) {
      folders
          .filter(each -> each.getFileName().toString().matches("\\d+"))
          .forEach(each -> mark(each).ifPresent(id -> marks.put(number(each), id)));
    } catch (IOException e) {
      return marks;
    }
    marks.remove(ProcessHandle.current().pid());
    return marks;
  }

  private static long number(Path folder) {
    return Long.parseLong(folder.getFileName().toString());
  }

  private static Optional<String> mark(Path folder) {
    try {
      String environment =
          new String(Files.readAllBytes(folder.resolve("environ")), StandardCharsets.UTF_8);
      return Stream.of(environment.split("\0"))
          .filter(each -> each.startsWith(VARIABLE + "="))
          .map(each -> each.substring(VARIABLE.length() + 1))
          .findFirst();
    } catch (IOException othersOrGone) {
      return Optional.empty();
    }
  }

  /** When it was started, by the wall clock; 0 where the system does not tell. */
  public static long startedMillis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
