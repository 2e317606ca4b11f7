package touchstone.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import touchstone.deploy.OutsideBackend;
import touchstone.document.Document;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ClientSettings;
import touchstone.endpoint.EndpointProbe;
import touchstone.endpoint.ProbeReport;
import touchstone.endpoint.Retrying;
import touchstone.endpoint.Timeouts;
import touchstone.model.Endpoint;
import touchstone.model.Language;
import touchstone.model.Outcome;
import touchstone.model.Phase;
import touchstone.model.ProblemException;
import touchstone.model.Sample;
import touchstone.store.RunFolder;
import touchstone.store.SampleLog;
import touchstone.verdict.Requirements;

/**
 * A run folder of its own and everything around it, as the command line puts it together, but with
 * short pauses and timeouts and a lock file that no other measurement knows.
 */
final class RunBench {
  /** What the environment's only key holds. */
  static final String SECRET = "sk-never-on-disk-5f1e";

  static final Path ROOT = Path.of(System.getProperty("touchstone.root", ".."));

  final RunFiles files;
  final Queue<RunEvent> heard = new ConcurrentLinkedQueue<>();
  private final Path lock;

  /** A run of the tiny suite; the text has the selection's candidates, one YAML item a line. */
  RunBench(Path folder, String... candidates) {
    this(folder, List.of(candidates), "");
  }

  /**
   * The same with more fields.
   *
   * @param more lines of YAML, each with its end
   */
  RunBench(Path folder, List<String> candidates, String more) {
    this(folder, "tiny-zh", candidates, more);
  }

  /** A run of a suite of its own. */
  RunBench(Path folder, Path suite, String... candidates) {
    this(folder, suite.toString(), List.of(candidates), "");
  }

  /**
   * The same with a suite of one's own.
   *
   * @param suite its name or path
   */
  RunBench(Path folder, String suite, List<String> candidates, String more) {
    String items = String.join("\n  - ", candidates);
    String text = more + "suites: '" + suite + "'\ncandidates:\n  - " + items + "\n";
    Selection selection =
        new SelectionReader(Requirements.DEFAULT, Lookup.LATER)
            .read(Document.read("selection.yaml", text), folder);
    files = RunFiles.create(folder, text, selection);
    lock = folder.resolveSibling("measuring.lock");
  }

  /** A candidate of a selection that answers at this address. */
  static String outside(URI url) {
    return "endpoint: {url: '" + url + "', model: fake}";
  }

  /** Performs the run, or what is left of it, with all cases. */
  Run.Ending perform() {
    return perform(OptionalInt.empty());
  }

  Run.Ending perform(OptionalInt cases) {
    return new Run(files, around(), heard::add).perform(new Run.Start(cases, List.of()));
  }

  Surroundings around() {
    ClientSettings client =
        ClientSettings.standard(
                name -> name.equals("SHOP_KEY") ? Optional.of(SECRET) : Optional.empty(),
                new Random(7))
            .with(
                new Retrying(3, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMinutes(1)))
            .with(
                new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(9)));
    return new Surroundings(
        List.of(new OutsideBackend(endpoint -> ready(client, endpoint))),
        client,
        ROOT,
        lock,
        lock.resolveSibling("judges"),
        Map.of("touchstone", "test"),
        Language.ZH);
  }

  private static void ready(ClientSettings settings, Endpoint endpoint) {
    try (ChatClient client = new ChatClient(settings)) {
      ProbeReport report = new EndpointProbe(client).probe(endpoint);
      if (!report.usable()) {
        throw new ProblemException(report.problems().getFirst());
      }
    } catch (InterruptedException e) {
      throw new Gang.Interrupted(e);
    }
  }

  RunFolder folder() {
    return files.folder();
  }

  Plan plan() {
    return files.plan().orElseThrow();
  }

  /** Every sample on the disk. */
  List<Sample> samples() {
    return SampleLog.read(folder().samples());
  }

  /** The graded trials on the disk. */
  List<Sample> trials() {
    return samples().stream().filter(each -> each.key().phase() instanceof Phase.Cases).toList();
  }

  /** How the graded trials of a candidate ended, by the case's name without its suite. */
  Map<String, Outcome> outcomes(String candidate) {
    return trials().stream()
        .filter(each -> each.key().candidate().equals(candidate))
        .collect(Collectors.toMap(each -> each.key().caseId().split("/", 2)[1], Sample::outcome));
  }

  /** Names of the timed requests of a candidate at a concurrency. */
  List<Sample> timed(String candidate, int concurrency) {
    return samples().stream()
        .filter(each -> each.key().candidate().equals(candidate))
        .filter(each -> each.key().phase().equals(new Phase.Load(concurrency)))
        .toList();
  }

  /** Every file in the run's folder with its text. */
  Map<Path, String> texts() {
    try (Stream<Path> all = Files.walk(folder().path())) {
      return all.filter(Files::isRegularFile)
          .collect(Collectors.toMap(each -> each, RunBench::text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
