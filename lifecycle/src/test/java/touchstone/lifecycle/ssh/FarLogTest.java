package touchstone.lifecycle.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.lifecycle.DeploymentFolder;

class FarLogTest {
  @TempDir Path folder;

  @Test
  void whatATerminalWouldObeyIsLeftOutWhereverTheBytesAreCut() throws Exception {
    String text = "a\u001b[31mred\u0007\u009b2J 中文，é\u00a0\t\r\nnext\u007f\n";
    byte[] bytes = text.getBytes(UTF_8);
    FarLog log = log();
    for (int i = 0; i < bytes.length; i++) {
      log.add(new byte[] {bytes[i]}, bytes.length);
    }
    assertThat(read()).isEqualTo("a[31mred2J 中文，é\u00a0\t\r\nnext\n");
    assertThat(log().offset()).as("the next owner goes on there").isEqualTo(bytes.length);
  }

  @Test
  void aLineWithoutEndIsFoldedAndAFloodIsCutShort() throws Exception {
    FarLog log = log();
    log.add("x".repeat(20_000).getBytes(UTF_8), 100L << 20);
    assertThat(read().lines()).allMatch(line -> line.length() <= 8192);
    assertThat(read()).contains("left out");
    assertThat(log.offset()).isEqualTo((100L << 20) - (1 << 20));
    log.add(new byte[0], 10);
    assertThat(log.offset()).as("it was cleared away there").isZero();
  }

  @Test
  void aLineIsShownWithoutTricks() {
    assertThat(Shown.line("ok\u001b]0;x\u0007 \u202eeslaf\tend\n")).isEqualTo("ok]0;x eslaf end");
    assertThat(Shown.line("x".repeat(1000))).hasSize(Shown.LONGEST);
  }

  private FarLog log() {
    return new FarLog(new DeploymentFolder(folder));
  }

  private String read() throws IOException {
    return Files.readString(folder.resolve("engine.log"));
  }
}
