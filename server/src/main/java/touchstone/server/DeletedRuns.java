package touchstone.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import touchstone.model.Text;
import touchstone.run.RunStatus;
import touchstone.store.RunFolder;

/**
 * Runs that were deleted on the page: kept apart, so that a slip of the hand can be undone, and
 * gone for good with the first deletion thirty days later.
 *
 * @param root the folder that holds them, on the same disk as the runs
 */
record DeletedRuns(Path root, Path runsRoot, InstantSource clock) {
  private static final Duration KEPT = Duration.ofDays(30);

  void delete(RunFolder run) {
    if (RunStatus.of(run).state() == RunStatus.State.RUNNING) {
      throw new Refusal(
          409,
          new Text("运行 " + run.id() + " 正在进行", "Run " + run.id() + " is under way"),
          new Text("请先停下再删。", "Stop it before you delete it."));
    }
    try {
      Files.createDirectories(root);
      sweep();
      Path kept = root.resolve(run.id());
      Folders.delete(kept);
      Files.move(run.path(), kept);
      Files.setLastModifiedTime(kept, FileTime.from(clock.instant()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void sweep() throws IOException {
    Instant oldest = clock.instant().minus(KEPT);
    List<Path> all;
    try (Stream<Path> folders = Files.list(root)) {
      all = folders.toList();
    }
    for (Path each : all) {
      if (Files.getLastModifiedTime(each).toInstant().isBefore(oldest)) {
        Folders.delete(each);
      }
    }
  }

  /** Puts a run back among the others. */
  RunFolder restore(String id) {
    RunFolder kept = new Runs(root).find(id);
    Path back = runsRoot.resolve(id);
    if (Files.exists(back)) {
      throw new Refusal(
          409,
          new Text("已经有一次叫 " + id + " 的运行", "There is a run " + id + " already"),
          new Text("请先把它改名或删掉。", "Rename or delete that one first."));
    }
    try {
      Files.move(kept.path(), back);
      return new RunFolder(back);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
