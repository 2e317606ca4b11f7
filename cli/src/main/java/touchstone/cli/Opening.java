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
import java.util.OptionalInt;
import touchstone.document.Document;
import touchstone.model.Candidate;
import touchstone.model.Text;
import touchstone.run.Depth;
import touchstone.run.RunFiles;
import touchstone.run.Selection;
import touchstone.run.SelectionReader;
import touchstone.run.ShopChoice;
import touchstone.store.RunFolder;
import touchstone.verdict.Requirements;

/** Finds or makes the run that {@code touchstone run} is asked to work on. */
record Opening(
    Wiring wiring,
    Optional<Path> selection,
    Optional<Depth> depth,
    OptionalInt cases,
    Optional<Path> out,
    Optional<String> resume,
    List<Path> modelFiles,
    Map<String, URI> endpoints,
    Optional<Path> shop,
    boolean stopEarly) {
  private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  /** The run's files and what the report should say about how it was started. */
  record Opened(RunFiles files, List<Text> notes) {}

  /**
   * @param yes whether secrets may go to hosts that they have not gone to before
   * @throws UsageProblem where what the user gave cannot be read or does not fit together
   */
  Opened open(boolean yes) {
    return resume.isPresent() ? resumed(resume.get(), yes) : created(yes);
  }

  private Opened resumed(String name, boolean yes) {
    RunFiles files = new RunFiles(UsageProblem.in(() -> begun(name)));
    List<Candidate> candidates = files.selection().candidates();
    new Resumption(files).check(selection, depth, cases, modelFiles, shop, stopEarly);
    agree(files, candidates, files.selection().judgeModel(), yes);
    endpoints.forEach(files::address);
    return new Opened(files, List.of());
  }

  private RunFolder begun(String name) {
    if (!name.isEmpty()) {
      alone(name);
      return RunFolder.find(name, wiring.runsRoot());
    }
    if (out.isPresent()) {
      return RunFolder.find(out.get().toString(), wiring.runsRoot());
    }
    return RunFolder.all(wiring.runsRoot()).stream()
        .findFirst()
        .orElseThrow(() ->
            new UsageProblem(
                new Text(
                    "没有可以继续的运行（" + wiring.runsRoot() + "）",
                    "There is no run to resume in " + wiring.runsRoot()),
                new Text("先执行 touchstone run。", "Start one: touchstone run.")));
  }

  /** A run that is named says itself where it lies. */
  private void alone(String name) {
    if (out.isPresent()) {
      throw new UsageProblem(
          new Text(
              "--resume " + name + " 和 --out " + out.get() + " 不能一起用：一次运行接着写在它自己的目录里",
              "--resume "
                  + name
                  + " and --out "
                  + out.get()
                  + " exclude each other: a run goes on"
                  + " in its own folder"),
          new Text(
              "去掉 --out；要按目录接着跑，写 --resume --out 目录。",
              "Leave --out away; to go on with a run in a folder, write --resume --out FOLDER."));
    }
  }

  private Opened created(boolean yes) {
    QuickSelection quick = new QuickSelection(wiring);
    Source source =
        selection
            .map(Opening::file)
            .orElseGet(() -> modelFiles.isEmpty() ? quick.choose() : QuickSelection.of(modelFiles));
    Selection read = with(UsageProblem.in(() -> read(source)));
    List<Text> notes = new ArrayList<>(source.notes());
    UsageProblem.in(() -> new ShopChoice(read, wiring.root()).note()).ifPresent(notes::add);
    Path folder =
        out.orElseGet(
            () -> wiring.runsRoot().resolve(LocalDateTime.now(ZoneId.systemDefault()).format(ID)));
    if (Files.exists(folder.resolve("selection.yaml"))) {
      throw taken(folder);
    }
    agree(new RunFiles(new RunFolder(folder)), read.candidates(), read.judgeModel(), yes);
    RunFiles files = RunFiles.create(folder, source.text(), read);
    endpoints.forEach(files::address);
    return new Opened(files, notes);
  }

  private Selection read(Source source) {
    return new SelectionReader(Requirements.DEFAULT, wiring.lookup())
        .read(Document.read(source.name(), source.text()), source.folder());
  }

  /** Before anything is kept: the addresses are right and every secret may go where it would. */
  private void agree(
      RunFiles files, List<Candidate> candidates, Optional<Candidate> judge, boolean yes) {
    endpoints.forEach((id, url) -> address(candidates, id, url));
    UsageProblem.in(() -> {
      wiring.trust(yes).check(files.resolved(candidates, endpoints), judge, wiring::env);
      return files;
    });
  }

  /** A selection's text and where it comes from. */
  record Source(String name, String text, Path folder, List<Text> notes) {}

  /** A selection file; what is wrong with the way to it is said as {@link Document} says it. */
  static Source file(Path file) {
    UsageProblem.in(() -> Document.read(file));
    try {
      Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
      return new Source(file.toString(), Files.readString(file), folder, List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Selection with(Selection read) {
    if (stopEarly && read.judge().isPresent()) {
      throw new UsageProblem(
          new Text(
              "--stop-early 不能和选型文件里的 judge 一起用：裁判要等答完才评",
              "--stop-early and the selection's judge exclude each other: the judge speaks after"
                  + " the last answer"),
          new Text(
              "去掉 --stop-early，或从选型文件里去掉 judge。",
              "Leave --stop-early away, or the judge in the selection."));
    }
    return new Selection(
        read.name(),
        read.candidates(),
        read.suites(),
        shop.map(Path::toAbsolutePath).or(read::shop),
        read.requirements(),
        read.judge(),
        read.budget(),
        depth.orElse(read.depth()),
        read.answers(),
        read.watched() || stopEarly);
  }

  private static void address(List<Candidate> candidates, String id, URI url) {
    List<String> ids = new ArrayList<>(candidates.stream().map(Candidate::id).toList());
    if (!ids.contains(id)) {
      throw new UsageProblem(
          new Text(
              "--endpoint " + id + "=…：没有叫 " + id + " 的候选",
              "--endpoint " + id + "=…: no such candidate"),
          new Text("候选有：" + String.join(", ", ids), "There are: " + String.join(", ", ids)));
    }
    if (!RunFiles.keeps(url)) {
      throw new UsageProblem(
          new Text(
              "--endpoint " + id + "=…：" + shown(url) + " 不是接口地址",
              "--endpoint " + id + "=…: " + shown(url) + " is not an address"),
          new Text(
              "写成 http(s)://主机[:端口]/v1，不带用户名密码；密钥放进环境变量，写在选型文件的 apiKey 里",
              "Write http(s)://host[:port]/v1 without a user name; a key belongs into the"
                  + " environment, named by apiKey in the selection"));
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

  private static UsageProblem taken(Path folder) {
    return new UsageProblem(
        new Text(folder + " 里已经有一次运行", folder + " holds a run already"),
        new Text(
            "接着跑用 touchstone run --resume --out " + folder + "，或换一个 --out。",
            "Go on with touchstone run --resume --out " + folder + ", or take another --out."));
  }
}
