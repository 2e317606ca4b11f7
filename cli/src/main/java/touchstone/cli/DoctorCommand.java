package touchstone.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.model.Candidate;
import touchstone.model.Endpoint;
import touchstone.report.Columns;
import touchstone.run.SelectionReader;
import touchstone.verdict.Requirements;

/** {@code touchstone doctor}: checks what a run needs and says what to do about each. */
@Command(name = "doctor", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class DoctorCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "SELECTION", descriptionKey = "SELECTION")
  private @Nullable Path selection;

  @Option(names = "--endpoint", paramLabel = "URL")
  private @Nullable URI endpoint;

  @Option(names = "--model", paramLabel = "NAME")
  private String model = "";

  @Option(names = "--api-key-env", paramLabel = "NAME")
  private @Nullable String keyVariable;

  private final Console console;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Wiring wiring = new Wiring(console);
    List<Endpoint> endpoints = UsageProblem.in(() -> endpoints(wiring));
    List<Finding> findings = new ArrayList<>(new MachineCheck(wiring).findings());
    findings.forEach(this::print);
    for (Finding each : new SourceCheck(wiring).findings()) {
      print(each);
      findings.add(each);
    }
    for (Endpoint each : endpoints) {
      for (Finding finding : new EndpointCheck(wiring.client()).findings(each)) {
        print(finding);
        findings.add(finding);
      }
    }
    boolean bad = findings.stream().anyMatch(each -> each.level() == Finding.Level.BAD);
    return bad ? Exit.FAILED : Exit.OK;
  }

  /** What the selection and the options name; secrets go only where the user agreed to. */
  private List<Endpoint> endpoints(Wiring wiring) {
    List<Candidate> candidates = new ArrayList<>();
    if (endpoint != null) {
      Optional<String> key = Optional.ofNullable(keyVariable).map(name -> "${" + name + "}");
      Candidate.Source source = new Candidate.Outside(endpoint, model, key, Map.of(), "{}");
      candidates.add(new Candidate("endpoint", model, source, Optional.empty()));
    }
    if (selection != null) {
      candidates.addAll(
          new SelectionReader(Requirements.DEFAULT, wiring.lookup()).read(selection).candidates());
    }
    wiring.trust(false).check(candidates, wiring::env);
    return candidates.stream().flatMap(each -> outside(each).stream()).toList();
  }

  private static Optional<Endpoint> outside(Candidate candidate) {
    return candidate.source() instanceof Candidate.Outside out
        ? Optional.of(
            new Endpoint(
                out.url(), out.model(), out.apiKey(), out.headers(), out.extraBody(), false))
        : Optional.empty();
  }

  private void print(Finding finding) {
    String what = finding.what().in(console.language());
    console
        .out()
        .println(
            finding.level().mark()
                + " "
                + Columns.left(what, 16)
                + finding.found().in(console.language()));
    String advice = finding.advice().in(console.language());
    if (!advice.isEmpty()) {
      console.out().println("  → " + advice);
    }
    console.out().flush();
  }
}
