package touchstone.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import touchstone.deploy.Backend;
import touchstone.deploy.Catalogue;
import touchstone.deploy.LocalModel;
import touchstone.deploy.ModelFiles;
import touchstone.deploy.ModelStore;
import touchstone.deploy.OutsideBackend;
import touchstone.deploy.llamacpp.EngineLaunch;
import touchstone.deploy.llamacpp.LlamaCppBackend;
import touchstone.endpoint.ClientSettings;
import touchstone.model.Candidate;
import touchstone.model.Progress;
import touchstone.model.Text;
import touchstone.model.Ticker;
import touchstone.run.Lookup;
import touchstone.run.Surroundings;
import touchstone.run.Trust;
import touchstone.store.RunFolder;
import touchstone.suite.SuiteFolders;
import touchstone.suite.SuiteReader;
import touchstone.suite.SuiteReading;

/** Puts the rooms together for this machine and this user; the only place that knows them all. */
final class Wiring {
  private final Console console;
  private final Map<String, String> environment = System.getenv();
  private final ModelStore store = ModelStore.of(environment, Ticker.system());

  Wiring(Console console) {
    this.console = console;
  }

  Console console() {
    return console;
  }

  Map<String, String> environment() {
    return environment;
  }

  Optional<String> env(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  ModelStore store() {
    return store;
  }

  /** The bundled catalogue and the user's own entries. */
  Catalogue catalogue() {
    Path own = Trust.standardFile(this::env).resolveSibling("catalogue.yaml");
    Catalogue bundled = Catalogue.bundled();
    return Files.exists(own) ? bundled.with(own) : bundled;
  }

  Path root() {
    return Path.of(System.getProperty("touchstone.root", "."));
  }

  Path runsRoot() {
    return RunFolder.standardRoot(this::env);
  }

  /** How a run is named on the command line: its id, or its folder where that lies elsewhere. */
  String nameOf(RunFolder run) {
    Path folder = run.path().toAbsolutePath().normalize();
    return folder.equals(runsRoot().resolve(run.id()).toAbsolutePath().normalize())
        ? run.id()
        : folder.toString();
  }

  /** The run that a command names, else the latest. */
  RunFolder run(@Nullable String name) {
    if (name != null) {
      return UsageProblem.in(() -> RunFolder.find(name, runsRoot()));
    }
    return RunFolder.all(runsRoot()).stream()
        .findFirst()
        .orElseGet(() -> UsageProblem.in(() -> RunFolder.find("latest", runsRoot())));
  }

  Map<String, String> versions() {
    return Map.of(
        "touchstone", Main.VERSION.replace("Touchstone ", ""), "libllama", LlamaCppBackend.RELEASE);
  }

  /** The embedded engine, its logs beside the cached models. */
  Backend engine() {
    return new LlamaCppBackend(
        this::local, EngineLaunch.here(store.root().resolveSibling("engine-logs")));
  }

  /** A catalogue model by its name, or a file by its path, as a candidate. */
  Candidate candidate(String model) {
    Candidate.Source source =
        model.endsWith(".gguf")
            ? new Candidate.ModelFile(Path.of(model).toAbsolutePath())
            : new Candidate.CatalogueModel(model, LlamaCppBackend.NAME);
    UsageProblem.in(() -> {
      check(source);
      return source;
    });
    return new Candidate("a", model, source, Optional.empty());
  }

  ClientSettings client() {
    return client(this::env);
  }

  /** The client with another way to look up the variables that hold keys. */
  ClientSettings client(Function<String, Optional<String>> variables) {
    return ClientSettings.standard(variables, new Random());
  }

  Surroundings surroundings() {
    List<Backend> backends = List.of(engine(), new OutsideBackend(new Readiness(client())));
    return new Surroundings(
        backends,
        client(),
        root(),
        Surroundings.hostLock(),
        store.root().resolveSibling("judges"),
        versions(),
        console.language());
  }

  /** Finds the models and suites that a selection names, before anything is started. */
  Lookup lookup() {
    return new Lookup(this::check, this::suite);
  }

  /**
   * A suite by its name or path.
   *
   * @param shop the profile that takes the place of its own
   */
  SuiteReading suite(String name, Optional<Path> shop) {
    Path found = SuiteFolders.find(name, root());
    return shop.map(profile -> SuiteReader.read(found, profile))
        .orElseGet(() -> SuiteReader.read(found));
  }

  /** The same, content with a suite whose cases are all drafts. */
  SuiteReading survey(String name, Optional<Path> shop) {
    Path found = SuiteFolders.find(name, root());
    return shop.map(profile -> SuiteReader.survey(found, profile))
        .orElseGet(() -> SuiteReader.survey(found));
  }

  private void check(Candidate.Source source) {
    switch (source) {
      case Candidate.CatalogueModel named -> catalogue().entry(named.model());
      case Candidate.ModelFile own -> ModelFiles.open(own.file());
      default -> {
        // asked when its turn comes
      }
    }
  }

  /**
   * Asks before a secret goes to a new host.
   *
   * @param yes whether the user agreed beforehand
   */
  Trust trust(boolean yes) {
    return new Trust(Trust.standardFile(this::env), question -> yes || agrees(question));
  }

  /** A candidate's weights, fetched if they are not here. */
  LocalModel local(Candidate candidate, Progress progress) {
    return switch (candidate.source()) {
      case Candidate.CatalogueModel named ->
          store.fetch(catalogue().entry(named.model()), progress);
      case Candidate.ModelFile own -> ModelFiles.open(own.file());
      default -> throw new IllegalArgumentException(candidate.id() + " is not on this machine");
    };
  }

  /** Puts a yes-or-no question to the terminal; no where nobody sits there. */
  boolean agrees(Text question) {
    if (!Boolean.getBoolean("touchstone.input")) {
      return false;
    }
    console.err().print(question.in(console.language()) + " [y/N] ");
    console.err().flush();
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      String answer = in.readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    } catch (IOException _) {
      return false;
    }
  }
}
