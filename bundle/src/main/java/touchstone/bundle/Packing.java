package touchstone.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Sha256;
import touchstone.model.Text;
import touchstone.store.Json;

/** Writes a bundle: the same files give the same bytes, whenever and wherever it is written. */
final class Packing {
  /** The first moment that a zip file can name. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final SortedMap<String, Path> files;

  Packing(SortedMap<String, Path> files) {
    this.files = files;
  }

  /** Every file with its size and digest, in order. */
  List<Manifest.Entry> entries() {
    List<Manifest.Entry> entries = new ArrayList<>();
    long total = 0;
    for (Map.Entry<String, Path> file : files.entrySet()) {
      try {
        long bytes = Files.size(file.getValue());
        total += bytes;
        entries.add(new Manifest.Entry(file.getKey(), bytes, Sha256.of(file.getValue())));
      } catch (IOException e) {
        throw new ProblemException(Faults.reading(file.getValue(), e), e);
      }
    }
    if (total > Unpacking.MOST_BYTES) {
      throw tooLarge(total);
    }
    return entries;
  }

  /** Writes the archive whole or not at all. */
  void write(Manifest manifest, Path bundle) {
    Path beside = bundle.resolveSibling(bundle.getFileName() + ".new");
    try {
      Files.createDirectories(bundle.toAbsolutePath().getParent());
      archive(manifest, beside, Deflater.DEFAULT_COMPRESSION);
      long total = manifest.entries().stream().mapToLong(Manifest.Entry::bytes).sum();
      if (total > Unpacking.allowed(Files.size(beside))) {
        // answers that go round in circles pack so well that they would pass for a bomb
        archive(manifest, beside, Deflater.NO_COMPRESSION);
      }
      Files.move(
          beside, bundle, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(bundle, e), e);
    }
  }

  private void archive(Manifest manifest, Path file, int level) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
      zip.setLevel(level);
      open(zip, Contents.MANIFEST);
      zip.write(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
      zip.closeEntry();
      for (Map.Entry<String, Path> each : files.entrySet()) {
        open(zip, each.getKey());
        Files.copy(each.getValue(), zip);
        zip.closeEntry();
      }
    }
  }

  private static void open(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
  }

  private static ProblemException tooLarge(long total) {
    return new ProblemException(
        new Problem(
            new Text(
                "这次运行有 %,d 字节，一个包最多 %,d 字节".formatted(total, Unpacking.MOST_BYTES),
                "This run has %,d bytes, a bundle takes %,d at most"
                    .formatted(total, Unpacking.MOST_BYTES)),
            new Text(
                "请用 --without-answers 去掉回答，或直接把运行的文件夹交给对方。",
                "Leave the answers out with --without-answers, or hand over the run's folder.")));
  }
}
