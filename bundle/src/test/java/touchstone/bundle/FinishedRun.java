package touchstone.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import touchstone.store.RunFolder;

/** A finished run's folder of a few lines, and archives that are bundles no longer. */
record FinishedRun(RunFolder folder) {
  static final String ANSWER = "七天内可以退。";

  static FinishedRun in(Path parent) throws IOException {
    Path path = Files.createDirectories(parent.resolve("run-7"));
    put(path, "selection.yaml", "candidates:\n  - endpoint: {apiKey: \"${SHOP_KEY}\"}\n");
    put(path, "plan.json", "{\"id\": \"run-7\"}");
    put(path, "events.jsonl", "{\"kind\": \"started\"}\n");
    put(path, "host.json", "{\"machine\": \"here\"}");
    put(path, "facts-a.json", "{\"engine\": \"x\"}");
    put(path, "engine-a.log", "not for others");
    put(path, "report.html", "<html>");
    put(path, "report.json", "{\"versions\": {\"touchstone\": \"0.0.9\", \"libllama\": \"b1\"}}");
    put(
        path,
        "samples.jsonl",
        """
        {"batchSize":1,"sample":{"exchanges":[{"user":"能退吗","answer":"七天内可以退。","reasoning":"","detail":""}]}}
        """);
    put(
        path,
        "grades.jsonl",
        """
        {"score":4.0,"findings":[{"quote":"七天","note":{"zh":"说了“七天”","en":"said 七天"}}],"reason":""}
        """);
    return new FinishedRun(new RunFolder(path));
  }

  static void put(Path folder, String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  /** The entries of an archive in its order. */
  static Map<String, byte[]> entries(Path bundle) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(bundle))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  /** Writes an archive of any entries. */
  static Path archive(Path file, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  /** The file with some of its bytes written over, wherever they stand. */
  static Path patched(Path file, byte[] from, byte[] to) throws IOException {
    String all = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    String changed =
        all.replace(
            new String(from, StandardCharsets.ISO_8859_1),
            new String(to, StandardCharsets.ISO_8859_1));
    return Files.write(file, changed.getBytes(StandardCharsets.ISO_8859_1));
  }
}
