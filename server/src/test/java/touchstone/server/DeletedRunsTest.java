package touchstone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.store.RunFolder;

class DeletedRunsTest {
  @TempDir Path folder;

  private DeletedRuns at(Instant now) {
    return new DeletedRuns(folder.resolve("gone"), folder.resolve("runs"), () -> now);
  }

  private RunFolder run(String id) throws Exception {
    Path path = Files.createDirectories(folder.resolve("runs").resolve(id));
    Files.writeString(path.resolve("selection.yaml"), "candidates: []");
    return new RunFolder(path);
  }

  @Test
  void a_deleted_run_comes_back_whole_until_thirty_days_later() throws Exception {
    Instant day = Instant.parse("2026-11-25T10:00:00Z");
    at(day).delete(run("r1"));
    assertThat(folder.resolve("runs/r1")).doesNotExist();
    at(day.plus(Duration.ofDays(29))).delete(run("r2"));
    assertThat(at(day).restore("r1").selection()).hasContent("candidates: []");
    at(day).delete(run("r1"));
    at(day.plus(Duration.ofDays(31))).delete(run("r3"));
    assertThatThrownBy(() -> at(day).restore("r1")).isInstanceOf(Refusal.class);
    assertThat(folder.resolve("gone/r2")).exists();
  }

  @Test
  void nothing_is_written_over_and_no_name_leads_elsewhere() throws Exception {
    at(Instant.EPOCH).delete(run("r1"));
    RunFolder other = run("r1");
    assertThatThrownBy(() -> at(Instant.EPOCH).restore("r1"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("already");
    assertThat(other.selection()).exists();
    assertThatThrownBy(() -> at(Instant.EPOCH).restore("../runs/r1")).isInstanceOf(Refusal.class);
    at(Instant.EPOCH).delete(other);
    assertThat(folder.resolve("gone/r1/selection.yaml")).exists();
  }
}
