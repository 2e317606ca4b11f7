package touchstone.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import touchstone.deploy.Catalogue;
import touchstone.deploy.CatalogueEntry;
import touchstone.model.Text;
import touchstone.run.Lookup;
import touchstone.run.Trust;

/** What the server finds on this machine for this user. */
public interface Workplace {
  /** The folder that holds the runs' folders. */
  Path runsRoot();

  /** The folder that holds {@code suites/}. */
  Path suitesRoot();

  /** Where relative paths in a posted selection start. */
  Path home();

  Catalogue catalogue();

  /** Whether a model's weights are on this machine. */
  boolean cached(CatalogueEntry entry);

  /** Finds what a selection names. */
  Lookup lookup();

  /** Keeps what secrets may go where; the question is answered by the function. */
  Trust trust(Predicate<Text> ask);

  /** A variable of the environment. */
  Optional<String> env(String name);

  /** This program again, in a process that outlives the server. */
  List<String> command(List<String> arguments);
}
