package touchstone.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.model.Text;
import touchstone.report.JsonReport;
import touchstone.report.PdfPrinter;
import touchstone.report.ReportFiles;
import touchstone.report.ReportFormat;
import touchstone.report.ReportInput;
import touchstone.run.Reporting;
import touchstone.run.RunFiles;
import touchstone.store.RunFolder;

/** {@code touchstone report RUN}: writes the reports again from stored samples. */
@Command(name = "report", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class ReportCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "RUN", descriptionKey = "RUN")
  private @Nullable String run;

  @Option(names = "--format", paramLabel = "FORMAT", split = ",")
  private List<String> formats = List.of();

  @Option(names = "--out", paramLabel = "DIR")
  private @Nullable Path out;

  @Option(names = "--json")
  private boolean json;

  private final Console console;

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Set<ReportFormat> asked = asked();
    Wiring wiring = new Wiring(console);
    RunFolder folder = wiring.run(run);
    Reporting reporting = new Reporting(wiring.versions(), console.language());
    RunFiles files = new RunFiles(folder);
    if (asked.isEmpty() && out == null) {
      return new Closing(console, json).show(reporting.write(files));
    }
    ReportInput input = reporting.input(files);
    List<Path> written =
        new ReportFiles(console.language(), new PdfPrinter(wiring::env))
            .write(
                input,
                asked.isEmpty() ? List.of(ReportFormat.HTML, ReportFormat.JSON) : asked,
                Optional.ofNullable(out).orElse(folder.path()));
    if (json) {
      console.out().print(JsonReport.text(input));
    } else {
      written.forEach(console.out()::println);
    }
    console.out().flush();
    return Exit.of(input.recommendation().decision());
  }

  private Set<ReportFormat> asked() {
    Set<ReportFormat> asked = new LinkedHashSet<>();
    String all = String.join(", ", ReportFormat.ids());
    for (String format : formats) {
      asked.add(
          ReportFormat.of(format.strip())
              .orElseThrow(() -> UsageProblem.value("--format", format, new Text(all, all))));
    }
    return asked;
  }
}
