package touchstone.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.store.Json;
import touchstone.store.RunFolder;
import touchstone.store.ScratchFolder;

/**
 * A run in one zip file: all that grades, verdict and report are computed from, what was computed,
 * and a manifest with the digest of each. No key is in it, and nothing that only this machine can
 * read.
 */
public final class Bundle {
  /** How the file's name ends. */
  public static final String SUFFIX = ".touchstone.zip";

  private Bundle() {}

  /**
   * Writes the bundle of a run that is finished.
   *
   * @param answers whether the models' answers go with it
   * @param environment finds the values of variables that the selection names, which must not be in
   *     the bundle
   * @throws ProblemException if the run has no report yet or if a secret is in one of its files
   */
  public static Manifest export(
      RunFolder run, Path bundle, boolean answers, Function<String, Optional<String>> environment) {
    try (ScratchFolder staging = ScratchFolder.of("bundle")) {
      SortedMap<String, Path> files = Contents.of(run);
      if (!answers) {
        new Redaction(staging.path()).apply(files);
      }
      List<Path> naming = List.of(run.selection(), run.plan());
      new Secrets(naming, environment).check(files);
      Packing packing = new Packing(files);
      Manifest manifest = manifest(run, files, packing.entries());
      packing.write(manifest, bundle);
      return manifest;
    }
  }

  private static Manifest manifest(
      RunFolder run, SortedMap<String, Path> files, List<Manifest.Entry> entries) {
    Map<String, String> versions = versions(run.reportJson());
    return new Manifest(
        Manifest.FORMAT,
        Manifest.VERSION,
        run.id(),
        versions.getOrDefault("touchstone graders", versions.getOrDefault("touchstone", "")),
        versions,
        !files.containsKey(RunFolder.ANSWERS_LEFT_OUT),
        entries);
  }

  private static Map<String, String> versions(Path report) {
    try {
      Map<String, String> versions = new TreeMap<>();
      JsonNode node = Json.mapper().readTree(Files.readString(report)).path("versions");
      node.properties().forEach(each -> versions.put(each.getKey(), each.getValue().asString("")));
      return versions;
    } catch (JacksonException e) {
      throw Faults.unreadable(report, e);
    } catch (IOException e) {
      throw new ProblemException(Faults.reading(report, e), e);
    }
  }

  /**
   * Checks a bundle and unpacks it into a folder, which becomes a run's folder.
   *
   * @param folder does not exist yet, or is empty
   * @throws ProblemException naming what is wrong; nothing is left in the folder then
   */
  public static Manifest unpack(Path bundle, Path folder) {
    if (!Files.isRegularFile(bundle)) {
      throw new ProblemException(
          new Problem(
              new Text("找不到文件 " + bundle, "There is no file " + bundle),
              new Text(
                  "请写 touchstone export 写出的 " + SUFFIX + " 文件。",
                  "Name a " + SUFFIX + " file that touchstone export wrote.")));
    }
    boolean made = !Files.exists(folder);
    empty(folder);
    boolean whole = false;
    try {
      Manifest manifest = Unpacking.unpack(bundle, folder);
      whole = true;
      return manifest;
    } finally {
      if (!whole) {
        clear(folder, made);
      }
    }
  }

  private static void empty(Path folder) {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          throw new ProblemException(
              new Problem(
                  new Text(folder + " 不是空的", folder + " is not empty"),
                  new Text("请用 --out 写一个新的文件夹。", "Name a new folder with --out.")));
        }
      }
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(folder, e), e);
    }
  }

  /** Takes back what was unpacked: plain files, for a bundle has no folders. */
  private static void clear(Path folder, boolean itself) {
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path file : inside.toList()) {
        Files.delete(file);
      }
      if (itself) {
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(folder, e), e);
    }
  }
}
