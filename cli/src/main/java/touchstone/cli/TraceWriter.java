package touchstone.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import touchstone.load.RequestTrace;
import touchstone.load.TraceLines;
import touchstone.model.Text;

/** The file of {@code --trace}, where one is wanted: a line a request, as each ends. */
final class TraceWriter implements AutoCloseable {
  private final Optional<BufferedWriter> out;

  /**
   * @throws UsageProblem if the file cannot be written
   */
  TraceWriter(Optional<Path> file) {
    out = file.map(TraceWriter::opened);
  }

  private static BufferedWriter opened(Path file) {
    try {
      return Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw UsageProblem.value(
          "--trace",
          file.toString(),
          new Text("能写的文件（" + e + "）", "a file that can be written: " + e));
    }
  }

  void write(RequestTrace trace) {
    out.ifPresent(file -> {
      try {
        file.write(TraceLines.write(trace));
        file.newLine();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  @Override
  public void close() {
    out.ifPresent(file -> {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
