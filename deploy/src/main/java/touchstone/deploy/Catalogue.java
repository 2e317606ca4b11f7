package touchstone.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import touchstone.document.Document;
import touchstone.document.Words;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** The models that can be fetched by name: those that ship, and those of the user's own files. */
public final class Catalogue {
  private final Map<String, CatalogueEntry> entries;
  private final List<String> hubPair;
  private final List<String> packagePair;

  Catalogue(List<CatalogueEntry> entries, List<String> hubPair, List<String> packagePair) {
    Map<String, CatalogueEntry> byName = new LinkedHashMap<>();
    entries.forEach(entry -> byName.put(entry.name(), entry));
    this.entries = byName;
    this.hubPair = List.copyOf(hubPair);
    this.packagePair = List.copyOf(packagePair);
  }

  /** The catalogue that ships. */
  public static Catalogue bundled() {
    return CatalogueReader.read(
        Document.read("catalogue.yaml", resource("catalogue.yaml")), Path.of(""));
  }

  /**
   * This catalogue with the entries of a file added; an entry of a known name takes its place, and
   * so does a quick-start pair.
   *
   * @throws ProblemException naming file, line and column where the file is not a catalogue
   */
  public Catalogue with(Path file) {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
    Catalogue more = CatalogueReader.read(Document.read(file), folder);
    List<CatalogueEntry> merged = new ArrayList<>(entries.values());
    merged.addAll(more.entries.values());
    return new Catalogue(
        merged,
        more.hubPair.isEmpty() ? hubPair : more.hubPair,
        more.packagePair.isEmpty() ? packagePair : more.packagePair);
  }

  public Collection<CatalogueEntry> entries() {
    return List.copyOf(entries.values());
  }

  /**
   * The entry of a name.
   *
   * @throws ProblemException naming the nearest names where there is none
   */
  public CatalogueEntry entry(String name) {
    return Optional.ofNullable(entries.get(name)).orElseThrow(() -> unknown(name));
  }

  /** The quick-start pair from hubs. */
  public List<CatalogueEntry> hubPair() {
    return hubPair.stream().map(this::entry).toList();
  }

  /** The quick-start pair from package registries. */
  public List<CatalogueEntry> packagePair() {
    return packagePair.stream().map(this::entry).toList();
  }

  private ProblemException unknown(String name) {
    List<String> near =
        Words.nearest(name, entries.keySet())
            .map(List::of)
            .orElseGet(() -> entries.keySet().stream().filter(each -> alike(name, each)).toList());
    String all = String.join(", ", entries.keySet());
    String guess = String.join(" / ", near);
    return Problems.of(
        new Text(
            "模型目录里没有“" + name + "”。现有：" + all,
            "The catalogue has no model '" + name + "'. It has: " + all),
        near.isEmpty()
            ? new Text(
                "请从上面选一个；自己的 GGUF 文件请用 --model-file。",
                "Take one of these, or give a GGUF file of your own with --model-file.")
            : new Text("是不是想写 " + guess + "？", "Did you mean " + guess + "?"));
  }

  /** Whether the names share their first letters, e.g. {@code qwen} and {@code qwen3-0.6b}. */
  private static boolean alike(String word, String name) {
    String folded = word.toLowerCase(java.util.Locale.ROOT);
    int length = Math.min(4, folded.length());
    return length >= 3 && name.startsWith(folded.substring(0, length));
  }

  static String resource(String name) {
    try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
