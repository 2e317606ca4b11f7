package touchstone.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.document.Words;
import touchstone.model.Case;
import touchstone.model.Text;
import touchstone.store.Json;
import touchstone.suite.SuiteReading;

/** {@code touchstone suite preview SUITE}: what a candidate would be sent, and what is checked. */
@Command(name = "preview", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class SuitePreviewCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SUITE", descriptionKey = "SUITE")
  private String suite = "";

  @Option(names = "--case", paramLabel = "ID")
  private @Nullable String id;

  @Option(names = "--shop", paramLabel = "FILE")
  private @Nullable Path shop;

  @Option(names = "--json")
  private boolean json;

  private final Console console;

  SuitePreviewCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SuiteReading reading =
        UsageProblem.in(() -> new Wiring(console).survey(suite, Optional.ofNullable(shop)));
    List<Case> cases = id == null ? all(reading) : List.of(named(id, reading));
    if (json) {
      console.out().println(Json.mapper().writeValueAsString(fields(reading, cases)));
    } else {
      CasePreview preview = new CasePreview(console);
      cases.forEach(preview::show);
    }
    console.out().flush();
    reading.badCases().forEach(console::show);
    return reading.badCases().isEmpty() ? Exit.OK : Exit.FAILED;
  }

  /** The cases that run, and then those that a person still has to decide about. */
  private static List<Case> all(SuiteReading reading) {
    return Stream.concat(reading.suite().cases().stream(), reading.drafts().stream()).toList();
  }

  private static Case named(String id, SuiteReading reading) {
    List<String> ids = all(reading).stream().map(Case::id).toList();
    return all(reading).stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new UsageProblem(
                new Text(
                    "--case " + id + "：测试集 " + reading.suite().name() + " 里没有这条可用的用例",
                    "--case " + id + ": " + reading.suite().name() + " has no such good case"),
                Words.nearest(id, ids)
                    .map(near -> new Text("是不是想写 " + near + "？", "Did you mean " + near + "?"))
                    .orElse(
                        new Text(
                            "touchstone suite check 会列出全部编号。",
                            "touchstone suite check lists all ids."))));
  }

  private static Map<String, Object> fields(SuiteReading reading, List<Case> cases) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("suite", reading.suite().name());
    fields.put("version", reading.suite().version());
    fields.put("digest", reading.suite().digest());
    reading
        .shop()
        .ifPresent(use ->
            fields.put(
                "shop",
                Map.of("file", use.file(), "values", use.values(), "unused", use.unused())));
    fields.put("cases", cases);
    return fields;
  }
}
