package touchstone.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * One run's folder and the names of the files in it: {@code selection.yaml}, {@code plan.json},
 * {@code samples.jsonl} (the truth), {@code events.jsonl}, {@code grades.jsonl}, {@code
 * report.html}, {@code report.json}.
 */
public record RunFolder(Path path) {
  /** Stands in the folder of a run whose answers were left out when it was exported. */
  public static final String ANSWERS_LEFT_OUT = "answers-left-out.txt";

  /** The name that people use for the run: the folder's own. */
  public String id() {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }

  public Path selection() {
    return path.resolve("selection.yaml");
  }

  public Path plan() {
    return path.resolve("plan.json");
  }

  public Path samples() {
    return path.resolve("samples.jsonl");
  }

  public Path events() {
    return path.resolve("events.jsonl");
  }

  /** What the run told its watchers, one JSON line an event. */
  public Path journal() {
    return path.resolve("journal.jsonl");
  }

  /** Which process works on the run, or how the last one ended. */
  public Path status() {
    return path.resolve("status.json");
  }

  /** Where the run was measured. */
  public Path host() {
    return path.resolve("host.json");
  }

  /** Whether the samples still hold what the models said, so that they can be graded. */
  public boolean answersKept() {
    return !Files.exists(path.resolve(ANSWERS_LEFT_OUT));
  }

  public Path grades() {
    return path.resolve("grades.jsonl");
  }

  /** Which judge was tried for this run, and how it did. */
  public Path judge() {
    return path.resolve("judge.json");
  }

  /** What the judge said, one JSON line a judgement. */
  public Path judgements() {
    return path.resolve("judgements.jsonl");
  }

  /** Which pairs people are asked about, with the chance that each had. */
  public Path ballot() {
    return path.resolve("ballot.json");
  }

  /** What people voted, one JSON line a vote. */
  public Path votes() {
    return path.resolve("votes.jsonl");
  }

  public Path facts(String candidate) {
    return path.resolve("facts-" + candidate + ".json");
  }

  public Path engineLog(String candidate) {
    return path.resolve("engine-" + candidate + ".log");
  }

  public Path reportHtml() {
    return path.resolve("report.html");
  }

  public Path reportJson() {
    return path.resolve("report.json");
  }

  /** Where runs lie unless the user says otherwise: {@code $XDG_DATA_HOME/touchstone/runs}. */
  public static Path standardRoot(java.util.function.Function<String, Optional<String>> env) {
    Path data =
        env.apply("XDG_DATA_HOME")
            .filter(value -> value.startsWith("/"))
            .map(Path::of)
            .orElseGet(() -> Path.of(env.apply("HOME").orElse("."), ".local", "share"));
    return data.resolve("touchstone").resolve("runs");
  }

  /** The run that a user names: a folder, or the id of one below the root. */
  public static RunFolder find(String name, Path root) {
    for (Path path : List.of(root.resolve(name), Path.of(name))) {
      if (Files.isRegularFile(path.resolve("selection.yaml"))) {
        return new RunFolder(path);
      }
    }
    String known = String.join(", ", all(root).stream().map(RunFolder::id).limit(5).toList());
    throw new ProblemException(
        new Problem(
            new Text("找不到运行“" + name + "”（" + root + "）", "No run '" + name + "' in " + root),
            known.isEmpty()
                ? new Text("还没有任何运行，先执行 touchstone run。", "There are none yet: touchstone run.")
                : new Text("最近的有：" + known, "The latest are: " + known)));
  }

  /** All runs below a root, the latest first. */
  public static List<RunFolder> all(Path root) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(path -> Files.isRegularFile(path.resolve("selection.yaml")))
          .map(RunFolder::new)
          .sorted(Comparator.comparingLong(RunFolder::startedMillis).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long startedMillis() {
    try {
      return Files.getLastModifiedTime(selection()).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file whole or not at all: beside it first, flushed to the disk, then renamed. */
  public static void replace(Path file, String content) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(beside, content.getBytes(StandardCharsets.UTF_8));
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(file, e), e);
    }
  }
}
