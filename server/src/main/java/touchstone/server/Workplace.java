package touchstone.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import touchstone.deploy.Catalogue;
import touchstone.deploy.CatalogueEntry;
import touchstone.endpoint.ClientSettings;
import touchstone.model.Text;
import touchstone.run.Lookup;
import touchstone.run.Trust;

/** What the server finds on this machine for this user. */
public interface Workplace {
  /** The folder that holds the runs' folders. */
  Path runsRoot();

  /** The folder that holds {@code suites/}. */
  Path suitesRoot();

  /** The suites that were made on the page. */
  default OwnSuites ownSuites() {
    return new OwnSuites(runsRoot().resolveSibling(""));
  }

  /** Where runs lie that were deleted on the page. */
  default Path deletedRuns() {
    return runsRoot().resolveSibling("deleted-runs");
  }

  /** Where files that were dropped on the page wait for their suite. */
  default Path uploads() {
    return runsRoot().resolveSibling("uploads");
  }

  /** Where relative paths in a posted selection start. */
  Path home();

  Catalogue catalogue();

  /** Whether a model's weights are on this machine. */
  boolean cached(CatalogueEntry entry);

  /** Finds what a selection names. */
  Lookup lookup();

  /** Keeps what secrets may go where; the question is answered by the function. */
  Trust trust(Predicate<Text> ask);

  /** How endpoints are talked to. */
  ClientSettings client();

  /** A variable of the environment. */
  Optional<String> env(String name);

  /** What runs on this machine would be made with: names and versions. */
  Map<String, String> versions();

  /** This program again, in a process that outlives the server. */
  List<String> command(List<String> arguments);
}
