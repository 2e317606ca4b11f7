package touchstone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import touchstone.deploy.HubProbe;
import touchstone.deploy.Hubs;
import touchstone.deploy.QuickStart;
import touchstone.model.Ticker;

/** The selection of a run that names none: the bundled one with a pair that can be had here. */
record QuickSelection(Wiring wiring) {
  /** Takes a pair, and says in one line which and why. */
  Opening.Source choose() {
    QuickStart.Choice choice =
        new QuickStart(
                wiring.catalogue(),
                wiring.store(),
                Hubs.of(wiring.environment()),
                HubProbe.http(wiring.environment()),
                Ticker.system())
            .choose(wiring.environment());
    StringBuilder candidates = new StringBuilder();
    choice
        .pair()
        .forEach(entry ->
            candidates.append(
                "  - {model: %s, label: %s}\n"
                    .formatted(entry.name(), entry.title().in(wiring.console().language()))));
    String text = bundled().replace("  # CANDIDATES\n", candidates);
    return new Opening.Source("quickstart.yaml", text, Path.of("/"), List.of(choice.reason()));
  }

  /** A selection of the user's own files. */
  static Opening.Source of(List<Path> files) {
    StringBuilder candidates = new StringBuilder();
    files.forEach(file ->
        candidates.append(
            "  - {modelFile: '%s'}\n"
                .formatted(file.toAbsolutePath().toString().replace("'", "''"))));
    String text = bundled().replace("  # CANDIDATES\n", candidates);
    return new Opening.Source("--model-file", text, Path.of("/"), List.of());
  }

  private static String bundled() {
    try (InputStream in = QuickSelection.class.getResourceAsStream("quickstart.yaml")) {
      if (in == null) {
        throw new IllegalStateException("quickstart.yaml is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
