package touchstone.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import touchstone.model.ProblemException;

/**
 * All deployments again and again, for somebody who looks several times a second: a ledger is read
 * only where it grew. Used by one thread.
 */
public final class Roll {
  private final Deployments deployments;
  private Map<Path, Seen> seen = Map.of();

  public Roll(Deployments deployments) {
    this.deployments = deployments;
  }

  private record Seen(long bytes, List<Life> history) {
    Life life() {
      return history.getLast();
    }
  }

  /**
   * One deployment at one moment.
   *
   * @param leftMillis until it is expected to answer, where it is on its way and earlier starts
   *     tell
   */
  public record Standing(DeploymentFolder folder, Life life, OptionalLong leftMillis) {}

  /**
   * Every deployment, the oldest first, released ones too. One whose ledger cannot be read is left
   * out; {@code touchstone ps} says what is wrong with it.
   */
  public List<Standing> look(long nowMillis) {
    Map<Path, Seen> now = new HashMap<>();
    for (Path folder : folders()) {
      read(folder, now);
    }
    seen = Map.copyOf(now);
    return now.entrySet().stream()
        .sorted(Comparator.comparingLong(each -> each.getValue().life().requestedMillis()))
        .map(each ->
            new Standing(
                new DeploymentFolder(each.getKey()),
                each.getValue().life(),
                left(each.getValue().life(), nowMillis)))
        .toList();
  }

  private List<Path> folders() {
    if (!Files.isDirectory(deployments.root())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(deployments.root())) {
      return folders.toList();
    } catch (IOException e) {
      throw Faults.files(deployments.root(), e);
    }
  }

  private void read(Path folder, Map<Path, Seen> now) {
    Path ledger = new DeploymentFolder(folder).ledger();
    try {
      long bytes = Files.size(ledger);
      Seen before = seen.get(folder);
      if (before != null && before.bytes() == bytes) {
        now.put(folder, before);
        return;
      }
      List<Life> history = Ledger.history(Ledger.read(ledger));
      if (!history.isEmpty()) {
        now.put(folder, new Seen(bytes, history));
      }
    } catch (IOException | ProblemException | IllegalStateException _) {
      // not written yet, just removed, or broken
    }
  }

  private OptionalLong left(Life life, long nowMillis) {
    List<Long> earlier = new ArrayList<>();
    for (Seen each : seen.values()) {
      if (same(each.life().order(), life.order())) {
        earlier.addAll(StartTimes.of(each.history()));
      }
    }
    return StartTimes.left(life, earlier, nowMillis);
  }

  private static boolean same(Order one, Order other) {
    return one.backend().equals(other.backend())
        && one.engine().equals(other.engine())
        && one.model().equals(other.model());
  }
}
