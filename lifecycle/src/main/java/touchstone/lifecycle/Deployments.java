package touchstone.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** All deployments of this user, each in a folder of its own. */
public record Deployments(Path root) {
  /** Where they lie: {@code $XDG_DATA_HOME/touchstone/deployments}. */
  public static Path standardRoot(Function<String, Optional<String>> env) {
    return env.apply("XDG_DATA_HOME")
        .filter(value -> value.startsWith("/"))
        .map(Path::of)
        .orElseGet(() -> Path.of(env.apply("HOME").orElse("."), ".local", "share"))
        .resolve("touchstone")
        .resolve("deployments");
  }

  /**
   * Writes a request down; nothing is started yet.
   *
   * @throws touchstone.model.ProblemException where the name is in use
   */
  public DeploymentFolder create(Order order, long nowMillis) {
    try {
      Files.createDirectories(root);
      try (OwnerLock _ = OwnerLock.attempt(root.resolve("names.lock")).orElseThrow(this::busy)) {
        current(order.name())
            .ifPresent(other -> {
              throw Faults.taken(order.name(), other.id());
            });
        DeploymentFolder folder =
            new DeploymentFolder(Files.createDirectory(root.resolve(order.id())));
        try (Ledger ledger = Ledger.open(folder.ledger())) {
          ledger.append(new Entry(nowMillis, new Event.Requested(order)));
        }
        return folder;
      }
    } catch (IOException e) {
      throw Faults.files(root, e);
    }
  }

  private RuntimeException busy() {
    return Faults.files(root, new IOException("another deploy is being written down, try again"));
  }

  /** Every deployment that was ever asked for, the oldest first. */
  public List<DeploymentFolder> all() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .map(DeploymentFolder::new)
          .filter(folder -> !folder.entries().isEmpty())
          .sorted(Comparator.comparingLong(folder -> folder.entries().getFirst().atMillis()))
          .toList();
    } catch (IOException e) {
      throw Faults.files(root, e);
    }
  }

  /** The one of that name that is not released yet. */
  public Optional<DeploymentFolder> current(String name) {
    return all().stream()
        .filter(folder -> folder.life().filter(life -> uses(life, name)).isPresent())
        .findFirst();
  }

  private static boolean uses(Life life, String name) {
    return life.order().name().equals(name) && !(life.state() instanceof State.Released);
  }

  /**
   * The one that a person names: by id, or the last of that name.
   *
   * @throws touchstone.model.ProblemException listing what there is
   */
  public DeploymentFolder find(String name) {
    List<DeploymentFolder> all = all();
    return current(name)
        .or(() ->
            all.stream()
                .filter(folder ->
                    folder.id().equals(name)
                        || folder
                            .life()
                            .filter(life -> life.order().name().equals(name))
                            .isPresent())
                .reduce((earlier, later) -> later))
        .orElseThrow(() ->
            Faults.unknown(
                name,
                String.join(
                    ", ",
                    all.stream()
                        .flatMap(folder -> folder.life().stream())
                        .map(life -> life.order().name())
                        .distinct()
                        .toList())));
  }
}
