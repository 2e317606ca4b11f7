package touchstone.lifecycle.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.lifecycle.Remote;
import touchstone.model.ProblemException;

class FarMachineTest {
  @TempDir Path root;

  @Test
  void aMachineIsAskedWhatItHasAndWhetherItIsStillThere() throws Exception {
    try (LoopbackServer server = new LoopbackServer(root)) {
      FarMachine machine =
          new FarMachine(server.remote(), new SshBench(root, server.remote()).known(), Map.of());
      assertThatThrownBy(() -> machine.probe("sh", Stranger.REFUSED))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining(server.fingerprint());
      assertThat(machine.answers()).as("not known").isFalse();
      MachineReport report =
          machine.probe("sh", (_, _, print) -> print.equals(server.fingerprint()));
      assertThat(report.os()).hasValueSatisfying(os -> assertThat(os).startsWith("Linux"));
      assertThat(report.cores().orElse(0)).isPositive();
      assertThat(report.memoryFreeKib().orElse(0)).isPositive();
      assertThat(report.diskFreeKib().orElse(0)).isPositive();
      assertThat(report.program()).hasValueSatisfying(at -> assertThat(at).endsWith("/sh"));
      assertThat(machine.probe("no-such-engine", Stranger.REFUSED).program()).isEmpty();
      assertThat(machine.answers()).isTrue();
      server.away();
      assertThat(machine.answers()).isFalse();
      Remote gone = server.remote();
      assertThatThrownBy(() -> machine.probe("sh", Stranger.REFUSED))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("127.0.0.1:" + gone.port());
    }
  }

  @Test
  void cardsAreReadAndNothingIsBelieved() {
    MachineReport report =
        MachineReport.read(
            """
            os Linux x86_64
            gpu 24564, 301, 7, 550.54.15, NVIDIA GeForce RTX 4090
            gpu 81559, [N/A], [N/A], 550.54.15, NVIDIA H100\u001b[2J 80GB HBM3
            gpu broken
            cuda 12.4
            cores lots
            """);
    assertThat(report.gpus())
        .containsExactly(
            new MachineReport.Gpu(
                "NVIDIA GeForce RTX 4090", 24_564, 301, OptionalInt.of(7), "550.54.15"),
            new MachineReport.Gpu(
                "NVIDIA H100[2J 80GB HBM3", 81_559, 0, OptionalInt.empty(), "550.54.15"));
    assertThat(report.cuda()).contains("12.4");
    assertThat(report.cores()).isEmpty();
    assertThat(report.docker()).isEmpty();
  }
}
