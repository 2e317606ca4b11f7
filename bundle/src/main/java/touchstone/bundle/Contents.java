package touchstone.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.store.RunFolder;

/** Which files of a run's folder belong in a bundle, and no other. */
final class Contents {
  static final String MANIFEST = "manifest.json";

  /** Kept, as grades and report cannot be recomputed or compared without them. */
  static final List<String> NEEDED =
      List.of(
          "events.jsonl",
          "grades.jsonl",
          "plan.json",
          "report.json",
          "samples.jsonl",
          "selection.yaml");

  private static final Pattern MORE =
      Pattern.compile(
          "host\\.json|judge\\.json|judgements\\.jsonl|ballot\\.json|votes\\.jsonl|"
              + RunFolder.ANSWERS_LEFT_OUT.replace(".", "\\.")
              + "|facts-[a-zA-Z0-9][a-zA-Z0-9._-]{0,39}\\.json");

  private Contents() {}

  /** Whether a bundle may hold an entry of this name. */
  static boolean known(String name) {
    return name.equals(MANIFEST) || NEEDED.contains(name) || MORE.matcher(name).matches();
  }

  /** The first needed file that is not among these. */
  static Optional<String> missing(java.util.Set<String> names) {
    return NEEDED.stream().filter(name -> !names.contains(name)).findFirst();
  }

  /** The files of a run by their names. */
  static SortedMap<String, Path> of(RunFolder run) {
    SortedMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(run.path())) {
      all.filter(Files::isRegularFile)
          .filter(file -> known(file.getFileName().toString()))
          .filter(file -> !file.getFileName().toString().equals(MANIFEST))
          .forEach(file -> files.put(file.getFileName().toString(), file));
    } catch (IOException e) {
      throw new ProblemException(Faults.reading(run.path(), e), e);
    }
    missing(files.keySet())
        .ifPresent(name -> {
          throw new ProblemException(unfinished(run, name));
        });
    return files;
  }

  private static Problem unfinished(RunFolder run, String name) {
    return new Problem(
        new Text(
            "运行 " + run.id() + " 里没有 " + name + "，还不能导出",
            "Run " + run.id() + " has no " + name + " yet and cannot be exported"),
        new Text(
            "没跑完就先 touchstone run --resume "
                + run.id()
                + "，跑完了就先 touchstone report "
                + run.id()
                + "。",
            "Finish it with touchstone run --resume "
                + run.id()
                + ", or write its report with touchstone report "
                + run.id()
                + "."));
  }
}
