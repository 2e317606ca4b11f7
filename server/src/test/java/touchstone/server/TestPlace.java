package touchstone.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import touchstone.deploy.Catalogue;
import touchstone.deploy.CatalogueEntry;
import touchstone.endpoint.ClientSettings;
import touchstone.model.Candidate;
import touchstone.model.Text;
import touchstone.run.Lookup;
import touchstone.run.Trust;
import touchstone.suite.SuiteFolders;
import touchstone.suite.SuiteReader;

/** A workplace in a folder of a test's own; its runs are processes of {@link RunMain}. */
record TestPlace(Path folder) implements Workplace {
  static final Path ROOT = Path.of(System.getProperty("touchstone.root"));

  @Override
  public Path runsRoot() {
    return folder.resolve("runs");
  }

  @Override
  public Path suitesRoot() {
    return ROOT;
  }

  @Override
  public Path home() {
    return folder;
  }

  @Override
  public Catalogue catalogue() {
    return Catalogue.bundled();
  }

  @Override
  public boolean cached(CatalogueEntry entry) {
    return false;
  }

  @Override
  public Lookup lookup() {
    return new Lookup(
        source -> {
          if (source instanceof Candidate.CatalogueModel named) {
            catalogue().entry(named.model());
          }
        },
        (name, _) -> SuiteReader.read(SuiteFolders.find(name, ROOT)));
  }

  @Override
  public Trust trust(Predicate<Text> ask) {
    return new Trust(folder.resolve("agreed-hosts.txt"), ask);
  }

  @Override
  public ClientSettings client() {
    return ClientSettings.standard(this::env, new Random(7));
  }

  @Override
  public Optional<String> env(String name) {
    return name.equals("SHOP_KEY") ? Optional.of("sk-test") : Optional.empty();
  }

  @Override
  public Map<String, String> versions() {
    return Map.of("touchstone", "test");
  }

  @Override
  public List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-Dtouchstone.root=" + ROOT));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), RunMain.class.getName()));
    command.addAll(arguments);
    return command;
  }
}
