package touchstone.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.imports.Format;
import touchstone.imports.Import;
import touchstone.imports.ImportRequest;
import touchstone.imports.ImportSummary;
import touchstone.model.Dimension;
import touchstone.model.Text;
import touchstone.store.Json;

/** {@code touchstone import FILE}: makes a suite of what people already have. */
@Command(name = "import", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class ImportCommand implements Callable<Integer> {
  private static final int SHOWN = 50;

  @Parameters(paramLabel = "FILE", descriptionKey = "FILE")
  private String file = "";

  @Option(names = "--from", paramLabel = "FORMAT")
  private @Nullable String from;

  @Option(names = "--out", paramLabel = "SUITE")
  private @Nullable String out;

  @Option(names = "--dimension", paramLabel = "DIMENSION")
  private @Nullable String dimension;

  @Option(names = "--sheet", paramLabel = "SHEET")
  private @Nullable String sheet;

  @Option(names = "--keep-personal-data")
  private boolean keep;

  @Option(names = "--json")
  private boolean json;

  private final Console console;

  ImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ImportSummary summary =
        Import.perform(
            new ImportRequest(
                Path.of(file),
                Optional.ofNullable(from).map(this::format),
                out(),
                Optional.ofNullable(dimension).map(this::dimension),
                Optional.ofNullable(sheet),
                keep,
                LocalDate.now(ZoneId.systemDefault())));
    if (json) {
      console.out().println(Json.mapper().writeValueAsString(fields(summary)));
    } else {
      show(summary);
    }
    console.out().flush();
    return code(summary);
  }

  private static int code(ImportSummary summary) {
    if (summary.suite().isEmpty()) {
      return Exit.FAILED;
    }
    return summary.badRows() > 0 || summary.graded() == 0 ? Exit.PARTIAL : Exit.OK;
  }

  /** The folder named, else one beside the user that is named like the file. */
  private Path out() {
    if (out != null) {
      return Path.of(out);
    }
    String name = String.valueOf(Path.of(file).getFileName()).replaceFirst("\\.[A-Za-z]{1,8}$", "");
    return Path.of(name + "-suite");
  }

  private Format format(String name) {
    return Format.named(name)
        .orElseThrow(() ->
            UsageProblem.value(
                "--from", name, Text.same(String.join(" | ", Format.byId().keySet()))));
  }

  private Dimension dimension(String name) {
    return Dimension.of(name)
        .filter(Dimension::graded)
        .orElseThrow(() ->
            UsageProblem.value(
                "--dimension", name, Text.same("semantics | memory | expression | robustness")));
  }

  private void show(ImportSummary summary) {
    summary.lines().forEach(line -> console.out().println(line.in(console.language())));
    summary.firstBad().stream()
        .limit(SHOWN)
        .forEach(bad ->
            console.say(
                new Text(
                    file + " " + bad.place() + "：" + bad.reason().zh(),
                    file + " " + bad.place() + ": " + bad.reason().en())));
    if (summary.badRows() > SHOWN && summary.suite().isPresent()) {
      console.say(
          new Text(
              "…… 共 " + summary.badRows() + " 行，全部写在 rejected.txt 里",
              "… " + summary.badRows() + " in all, listed in rejected.txt"));
    }
    next(summary);
  }

  private void next(ImportSummary summary) {
    if (summary.suite().isEmpty()) {
      console.say(
          new Text(
              "没有导入任何一题。请按上面的原因改好文件再试。",
              "Nothing was imported. Mend the file as told above and try again."));
    } else if (summary.graded() == 0) {
      console.say(
          new Text(
              "还没有一题能评分：给用例补上 checks（写法见 docs/suites.md）后再运行。",
              "No case can be graded yet: add checks (docs/suites.md) before you run it."));
    } else {
      console.say(
          new Text(
              "看一遍再用：touchstone suite "
                  + summary.suite().get()
                  + "，然后在选型文件里写 suites: ["
                  + summary.suite().get()
                  + "]",
              "Look it over: touchstone suite "
                  + summary.suite().get()
                  + ", then name it in a selection: suites: ["
                  + summary.suite().get()
                  + "]"));
    }
  }

  private Map<String, Object> fields(ImportSummary summary) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("format", summary.format().id());
    fields.put("recognised", summary.recognised());
    fields.put("encoding", summary.encoding());
    fields.put("rows", summary.rows());
    fields.put("graded", summary.graded());
    fields.put("ungraded", summary.ungraded());
    fields.put("bad_rows", summary.badRows());
    fields.put(
        "bad",
        summary.firstBad().stream()
            .map(bad -> Map.of("place", bad.place(), "reason", bad.reason().in(console.language())))
            .toList());
    fields.put("unrunnable", summary.unrunnable());
    fields.put("masked", summary.masked());
    fields.put("answers_left", summary.answersLeft());
    summary.suite().ifPresent(suite -> fields.put("suite", suite.toString()));
    return fields;
  }
}
