package touchstone.cli;

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
import touchstone.server.Workplace;

/** This machine and this user, as the server sees them. */
record ServePlace(Wiring wiring) implements Workplace {
  @Override
  public Path runsRoot() {
    return wiring.runsRoot();
  }

  @Override
  public Path suitesRoot() {
    return wiring.root();
  }

  @Override
  public Path home() {
    return Path.of(System.getProperty("user.home"));
  }

  @Override
  public Catalogue catalogue() {
    return wiring.catalogue();
  }

  @Override
  public boolean cached(CatalogueEntry entry) {
    return wiring.store().cached(entry).isPresent();
  }

  @Override
  public Lookup lookup() {
    return wiring.lookup();
  }

  @Override
  public Trust trust(Predicate<Text> ask) {
    return new Trust(Trust.standardFile(wiring::env), ask);
  }

  @Override
  public ClientSettings client() {
    return wiring.client();
  }

  @Override
  public Optional<String> env(String name) {
    return wiring.env(name);
  }

  @Override
  public Map<String, String> versions() {
    return wiring.versions();
  }

  @Override
  public List<String> command(List<String> arguments) {
    return Again.command(List.of(), arguments);
  }
}
