package touchstone.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import touchstone.document.Document;
import touchstone.model.Candidate;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.run.Depth;
import touchstone.run.RunFiles;
import touchstone.run.Selection;
import touchstone.run.SelectionReader;
import touchstone.store.RunFolder;
import touchstone.verdict.Requirements;

/** Finds or makes the run that {@code touchstone run} is asked to work on. */
record Opening(
    Wiring wiring,
    Optional<Path> selection,
    Optional<Depth> depth,
    Optional<Path> out,
    Optional<String> resume,
    List<Path> modelFiles,
    Map<String, URI> endpoints) {
  private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  /** The run's files and what the report should say about how it was started. */
  record Opened(RunFiles files, List<Text> notes) {}

  Opened open(boolean yes) {
    Opened opened = resume.isPresent() ? new Opened(resumed(resume.get()), List.of()) : created();
    RunFiles files = opened.files();
    List<Candidate> candidates = files.selection().candidates();
    endpoints.forEach((id, url) -> address(candidates, id, url));
    wiring.trust(yes).check(files.resolved(candidates, endpoints), wiring::env);
    endpoints.forEach(files::address);
    return opened;
  }

  private RunFiles resumed(String name) {
    if (!name.isEmpty()) {
      return new RunFiles(RunFolder.find(name, wiring.runsRoot()));
    }
    if (out.isPresent()) {
      return new RunFiles(RunFolder.find(out.get().toString(), wiring.runsRoot()));
    }
    return new RunFiles(
        RunFolder.all(wiring.runsRoot()).stream()
            .findFirst()
            .orElseThrow(() ->
                new ProblemException(
                    new Problem(
                        new Text(
                            "没有可以继续的运行（" + wiring.runsRoot() + "）",
                            "There is no run to resume in " + wiring.runsRoot()),
                        new Text("先执行 touchstone run。", "Start one: touchstone run.")))));
  }

  private Opened created() {
    QuickSelection quick = new QuickSelection(wiring);
    Source source =
        selection
            .map(Opening::file)
            .orElseGet(() -> modelFiles.isEmpty() ? quick.choose() : QuickSelection.of(modelFiles));
    Selection read =
        new SelectionReader(Requirements.DEFAULT, wiring.lookup())
            .read(Document.read(source.name(), source.text()), source.folder());
    Path folder =
        out.orElseGet(
            () -> wiring.runsRoot().resolve(LocalDateTime.now(ZoneId.systemDefault()).format(ID)));
    if (Files.exists(folder.resolve("selection.yaml"))) {
      throw taken(folder);
    }
    return new Opened(RunFiles.create(folder, source.text(), with(read)), source.notes());
  }

  /** A selection's text and where it comes from. */
  record Source(String name, String text, Path folder, List<Text> notes) {}

  private static Source file(Path file) {
    Document.read(file);
    try {
      Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
      return new Source(file.toString(), Files.readString(file), folder, List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Selection with(Selection read) {
    return new Selection(
        read.name(),
        read.candidates(),
        read.suites(),
        read.requirements(),
        read.judge(),
        read.budget(),
        depth.orElse(read.depth()),
        read.answers());
  }

  private static void address(List<Candidate> candidates, String id, URI url) {
    List<String> ids = new ArrayList<>(candidates.stream().map(Candidate::id).toList());
    if (!ids.contains(id)) {
      throw new ProblemException(
          new Problem(
              new Text(
                  "--endpoint " + id + "=…：没有叫 " + id + " 的候选",
                  "--endpoint " + id + "=…: no such candidate"),
              new Text("候选有：" + String.join(", ", ids), "There are: " + String.join(", ", ids))));
    }
    if (!RunFiles.keeps(url)) {
      throw new ProblemException(
          new Problem(
              new Text(
                  "--endpoint " + id + "=…：" + shown(url) + " 不是接口地址",
                  "--endpoint " + id + "=…: " + shown(url) + " is not an address"),
              new Text(
                  "写成 http(s)://主机[:端口]/v1，不带用户名密码；密钥放进环境变量，写在选型文件的 apiKey 里",
                  "Write http(s)://host[:port]/v1 without a user name; a key belongs into the"
                      + " environment, named by apiKey in the selection")));
    }
  }

  /** An address without what may be a password or a key in it. */
  private static String shown(URI url) {
    String text =
        url.getUserInfo() == null
            ? url.toString()
            : url.toString().replace(url.getRawUserInfo() + "@", "…@");
    return url.getRawQuery() == null ? text : text.replace("?" + url.getRawQuery(), "?…");
  }

  private static ProblemException taken(Path folder) {
    return new ProblemException(
        new Problem(
            new Text(folder + " 里已经有一次运行", folder + " holds a run already"),
            new Text(
                "接着跑用 touchstone run --resume --out " + folder + "，或换一个 --out。",
                "Go on with touchstone run --resume --out "
                    + folder
                    + ", or take another --out.")));
  }
}
