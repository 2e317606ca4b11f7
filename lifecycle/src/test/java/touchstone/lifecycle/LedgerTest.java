package touchstone.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final List<Event> ALL =
      List.of(
          new Event.Requested(MachineTest.order(5, Optional.of(7L))),
          new Event.StartAsked(),
          new Event.Launched(new EngineId(1, 2, 3, "m")),
          new Event.Advanced(StartPhase.LOADING, 0.5),
          new Event.BecameReady(),
          new Event.HealthLost("HTTP 503"),
          new Event.HealthBack(),
          new Event.Elapsed(),
          new Event.StopAsked(),
          new Event.Ended(Cause.CRASH, "退出码 1"),
          new Event.ReleaseAsked(),
          new Event.ReleaseRefused("还在"),
          new Event.Released(),
          new Event.OutOfReach("连不上"),
          new Event.MachineDeleted());

  @TempDir Path folder;

  @Test
  void everyEventComesBackAsItWasWritten() {
    Path file = written();
    assertThat(Ledger.read(file).stream().map(Entry::event)).containsExactlyElementsOf(ALL);
    assertThat(Ledger.replay(Ledger.read(file)).orElseThrow().state().code()).isEqualTo("RELEASED");
  }

  @Test
  void aRequestFromBeforeThereWereOtherMachinesIsRead() throws Exception {
    Path file = written();
    String now = Files.readString(file);
    Files.writeString(file, now.replace(",\"remote\":null", ""));
    assertThat(Files.readString(file)).isNotEqualTo(now);
    assertThat(Ledger.read(file).getFirst().event()).isEqualTo(ALL.getFirst());
  }

  @Test
  void whatACrashToreOffIsCutAway() throws Exception {
    Path file = written();
    long whole = Files.size(file);
    Files.writeString(file, "{\"atMillis\":9,\"ev", StandardOpenOption.APPEND);
    assertThat(Ledger.read(file)).hasSize(ALL.size());
    try (Ledger ledger = Ledger.open(file)) {
      assertThat(Files.size(file)).isEqualTo(whole);
      ledger.append(new Entry(9, new Event.Elapsed()));
    }
    assertThat(Ledger.read(file)).hasSize(ALL.size() + 1);
  }

  @Test
  void aChangedMiddleIsNamed() throws Exception {
    Path file = written();
    Files.writeString(file, Files.readString(file).replace("stop-asked", "stop-aske"));
    assertThatThrownBy(() -> Ledger.read(file)).hasMessageContaining("line 9");
  }

  @Test
  void aNameIsUsedOnceAtATimeAndFoundByNameOrId() {
    Deployments deployments = new Deployments(folder.resolve("all"));
    DeploymentFolder made = deployments.create(MachineTest.order(0, Optional.empty()), 1);
    assertThatThrownBy(() -> deployments.create(MachineTest.order(0, Optional.empty()), 2))
        .hasMessageContaining("'a' is in use (a-1)");
    assertThat(deployments.find("a")).isEqualTo(made);
    assertThat(deployments.find("a-1")).isEqualTo(made);
    assertThatThrownBy(() -> deployments.find("b")).hasMessageContaining("There are: a");
    assertThat(made.owned()).isFalse();
    made.ask(Wish.RELEASE);
    assertThat(made.asked()).contains(Wish.RELEASE);
  }

  private Path written() {
    Path file = folder.resolve("ledger.jsonl");
    try (Ledger ledger = Ledger.open(file)) {
      ALL.forEach(event -> ledger.append(new Entry(5, event)));
    }
    return file;
  }
}
