package touchstone.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import touchstone.document.Document;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** Files that a configuration names: only those that lie in its folder or below are read. */
record ConfigFiles(Path folder) {
  private static final long LARGEST = 4 << 20;

  /** The file of a reference such as {@code file://tests.csv}. */
  Path path(String reference) throws BadRow {
    String name =
        reference.startsWith("file://") ? reference.substring("file://".length()) : reference;
    try {
      Path root = folder.toRealPath();
      Path file = root.resolve(name).normalize();
      if (file.startsWith(root)
          && Files.isRegularFile(file)
          && file.toRealPath().startsWith(root)) {
        return file;
      }
    } catch (IOException | InvalidPathException _) {
      // said below
    }
    throw new BadRow(
        new Text(
            "找不到 " + cut(name) + "，它应在配置文件所在的文件夹里",
            cut(name) + " is not there; it must lie in the configuration's folder"));
  }

  /** The text of a file. */
  String text(String reference) throws BadRow {
    Path file = path(reference);
    try {
      if (Files.size(file) > LARGEST) {
        throw new BadRow(new Text(cut(reference) + " 超过 4 MiB", cut(reference) + " is over 4 MiB"));
      }
      TextFile text = TextFile.of(file);
      byte[] bytes = Files.readAllBytes(file);
      return new String(bytes, text.markBytes(), bytes.length - text.markBytes(), text.charset());
    } catch (IOException e) {
      throw new BadRow(
          new Text(
              "读不了 " + cut(reference) + "（" + e.getMessage() + "）",
              "cannot read " + cut(reference) + " (" + e.getMessage() + ")"));
    }
  }

  /** JSON or YAML text as JSON. */
  String document(String text) throws BadRow {
    Optional<String> json = JsonRows.parsed(text).map(Object::toString);
    if (json.isPresent()) {
      return json.get();
    }
    try {
      return JsonRows.mapper().writeValueAsString(Document.read("schema", text).plain());
    } catch (ProblemException _) {
      throw new BadRow("JSON schema 既不是 JSON 也不是 YAML", "the JSON schema is neither JSON nor YAML");
    }
  }

  private static String cut(String name) {
    return name.length() > 80 ? name.substring(0, 80) + "…" : name;
  }
}
