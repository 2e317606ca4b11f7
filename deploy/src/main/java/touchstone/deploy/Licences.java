package touchstone.deploy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import touchstone.model.Text;

/** Remembers which licence terms were shown, so that each is shown once, before the first use. */
public final class Licences {
  private final Path root;

  Licences(Path root) {
    this.root = root;
  }

  /**
   * Terms to show.
   *
   * @param model the model's title
   * @param statement a few sentences
   * @param full the terms that came with the weights, where some did
   */
  public record Notice(
      Text model, String licence, Text statement, URI link, Optional<String> full) {}

  /** The terms of a fetched model that are to be shown before its first use, unless they were. */
  public Optional<Notice> unseen(CatalogueEntry entry) {
    Licence licence = entry.licence();
    if (!licence.showFirst() || Files.exists(marker(licence))) {
      return Optional.empty();
    }
    return Optional.of(
        new Notice(
            entry.title(), licence.name(), licence.statement(), licence.link(), full(entry)));
  }

  /** Notes that the entry's terms were shown. */
  public void markShown(CatalogueEntry entry) {
    Path marker = marker(entry.licence());
    try {
      Files.createDirectories(marker.resolveSibling("."));
      Files.writeString(marker, entry.licence().link() + "\n");
    } catch (IOException _) {
      // they are shown once more, which does no harm
    }
  }

  private Optional<String> full(CatalogueEntry entry) {
    try {
      return Optional.of(Files.readString(terms(root.resolve(entry.name()), entry)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Where the terms that come with a model are kept. */
  static Path terms(Path folder, CatalogueEntry entry) {
    return folder.resolve(entry.name() + ".terms.txt");
  }

  private Path marker(Licence licence) {
    return root.resolve("licences").resolve(licence.id() + ".shown");
  }
}
