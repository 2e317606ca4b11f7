package touchstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFilesTest {
  @TempDir Path folder;

  @Test
  void an_older_file_of_a_looser_mode_is_closed_and_keeps_its_lines() throws IOException {
    Path log = Files.writeString(folder.resolve("access.jsonl"), "{}\n");
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r--r--"));
    OwnFiles.create(log);
    assertThat(Files.getPosixFilePermissions(log))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(log)).isEqualTo("{}\n");
  }
}
