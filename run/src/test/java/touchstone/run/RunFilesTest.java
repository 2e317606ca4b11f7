package touchstone.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
  @TempDir Path temp;

  @Test
  void aJudgeThatAnOlderVersionOnlyNamedLeavesTheRunToTheRules() throws IOException {
    RunBench bench =
        new RunBench(
            temp.resolve("r"), List.of(RunBench.outside(URI.create("http://127.0.0.1:1/v1"))), "");
    RunFiles files = new RunFiles(bench.folder());
    Path stored = bench.folder().path().resolve("selection.json");
    String old =
        Files.readString(stored).replaceFirst("\"judge\"\\s*:\\s*null", "\"judge\":\"gpt-4o\"");
    assertThat(old).contains("gpt-4o");
    Selection now = files.selection();
    Files.writeString(stored, old);
    assertThat(files.selection()).isEqualTo(now);
    assertThat(files.selection().judge()).isEmpty();
  }
}
