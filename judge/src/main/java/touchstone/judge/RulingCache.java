package touchstone.judge;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * What a judge decided before, by the hash of everything that the decision depends on; {@code
 * rulings.jsonl} in a folder, one line a decision, only ever appended to. Lines that cannot be read
 * (a crash tears the last one) are passed over. Thread-safe; several processes may share a folder.
 */
public final class RulingCache implements AutoCloseable {
  /** The file's name in the folder. */
  public static final String FILE = "rulings.jsonl";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, String> decisions = new ConcurrentHashMap<>();
  private final Optional<Path> file;

  /** No channel: an interrupt at a deadline would close that for all threads. */
  private final Optional<FileOutputStream> out;

  private RulingCache(Optional<Path> file, Optional<FileOutputStream> out) {
    this.file = file;
    this.out = out;
  }

  /** A cache that ends with the process. */
  public static RulingCache inMemory() {
    return new RulingCache(Optional.empty(), Optional.empty());
  }

  /**
   * The cache in a folder, which is made where it is missing.
   *
   * @throws ProblemException if the file cannot be read or written
   */
  public static RulingCache in(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      String kept = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
      FileOutputStream out = new FileOutputStream(file.toFile(), true);
      RulingCache cache = new RulingCache(Optional.of(file), Optional.of(out));
      kept.lines().forEach(cache::load);
      if (!kept.isEmpty() && !kept.endsWith("\n")) {
        cache.write("\n");
      }
      return cache;
    } catch (IOException e) {
      throw fault(file, e);
    }
  }

  Optional<String> find(String key) {
    return Optional.ofNullable(decisions.get(key));
  }

  void keep(String key, String decision) {
    if (decisions.put(key, decision) == null) {
      write(JSON.createObjectNode().put("key", key).put("decision", decision) + "\n");
    }
  }

  private void load(String line) {
    try {
      JsonNode read = JSON.readTree(line);
      String key = read.path("key").asString("");
      if (!key.isEmpty()) {
        decisions.put(key, read.path("decision").asString(""));
      }
    } catch (JacksonException torn) {
      // the decision is asked for again
    }
  }

  private synchronized void write(String text) {
    if (out.isPresent()) {
      try {
        out.get().write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw fault(file.orElseThrow(), e);
      }
    }
  }

  @Override
  public synchronized void close() {
    if (out.isPresent()) {
      try {
        out.get().close();
      } catch (IOException e) {
        throw fault(file.orElseThrow(), e);
      }
    }
  }

  private static ProblemException fault(Path file, IOException e) {
    return new ProblemException(
        new Problem(
            new Text(
                "裁判的缓存 " + file + " 读写不了：" + e,
                "The judge's cache " + file + " cannot be read or written: " + e),
            new Text(
                "检查这个文件夹的权限和剩余空间，或者换一个文件夹。",
                "Check the folder's permissions and free space, or take another folder.")),
        e);
  }
}
