package touchstone.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollTest {
  @TempDir Path root;

  @Test
  void deploymentsComeGrowAndAreSeenAtOnce() {
    Deployments deployments = new Deployments(root.resolve("deployments"));
    Roll roll = new Roll(deployments);
    assertThat(roll.look(0)).isEmpty();
    DeploymentFolder folder = deployments.create(order("a", "m"), 10);
    assertThat(codes(roll, 10)).containsExactly("REQUESTED");
    write(folder, 20, new Event.Elapsed());
    assertThat(codes(roll, 20)).containsExactly("STARTING");
  }

  @Test
  void oneBrokenLedgerDoesNotHideTheOthers() throws Exception {
    Deployments deployments = new Deployments(root);
    DeploymentFolder broken = deployments.create(order("a", "m"), 10);
    deployments.create(order("b", "m"), 20);
    Files.writeString(broken.ledger(), "{\"atMillis\":9}\n", StandardOpenOption.APPEND);
    assertThat(codes(new Roll(deployments), 30)).containsExactly("REQUESTED");
  }

  @Test
  void aStartIsEstimatedFromEarlierOnesOfTheSameModel() {
    Deployments deployments = new Deployments(root);
    DeploymentFolder first = deployments.create(order("a", "m"), 0);
    start(first, 0);
    write(first, 8_000, new Event.BecameReady());
    DeploymentFolder other = deployments.create(order("b", "other"), 10_000);
    start(other, 10_000);
    DeploymentFolder same = deployments.create(order("c", "m"), 20_000);
    start(same, 20_000);
    List<Roll.Standing> seen = new Roll(deployments).look(23_000);
    assertThat(seen.stream().map(Roll.Standing::leftMillis))
        .as("one that is up, one that nothing is known of, one that takes 8 s")
        .containsExactly(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(5_000));
    assertThat(new Roll(deployments).look(29_000).getLast().leftMillis())
        .as("later than ever")
        .isEmpty();
  }

  @Test
  void aFirstStartIsEstimatedFromWhatIsLoaded() {
    Deployments deployments = new Deployments(root);
    DeploymentFolder folder = deployments.create(order("a", "m"), 0);
    start(folder, 0);
    write(folder, 3_000, new Event.Advanced(StartPhase.LOADING, 0.25));
    assertThat(new Roll(deployments).look(3_000).getFirst().leftMillis()).hasValue(9_000);
  }

  private static void start(DeploymentFolder folder, long at) {
    write(folder, at, new Event.Elapsed());
    write(folder, at, new Event.Launched(new EngineId(1, 2, 3, "m")));
  }

  private static List<String> codes(Roll roll, long now) {
    return roll.look(now).stream().map(each -> each.life().state().code()).toList();
  }

  private static void write(DeploymentFolder folder, long at, Event event) {
    try (Ledger ledger = Ledger.open(folder.ledger())) {
      ledger.append(new Entry(at, event));
    }
  }

  private static Order order(String name, String model) {
    return new Order(
        name + "-1",
        name,
        "process",
        "vllm",
        model,
        List.of(),
        3_600_000,
        new Order.Tariff("CNY", 0, Optional.empty()),
        false);
  }
}
