package touchstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.Language;
import touchstone.model.ProblemException;

class OwnFilesTest {
  @TempDir Path folder;

  @Test
  void older_logs_of_a_looser_mode_are_closed_and_keep_their_lines() throws IOException {
    Path log = loose("access.jsonl");
    Path aside = loose("access.jsonl.1");
    open(log);
    for (Path each : new Path[] {log, aside}) {
      assertThat(Files.getPosixFilePermissions(each))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(Files.readString(each)).isEqualTo("{}\n");
    }
  }

  @Test
  void a_log_that_was_not_put_aside_yet_is_not_made_up() {
    open(folder.resolve("access.jsonl"));
    assertThat(folder.resolve("access.jsonl.1")).doesNotExist();
  }

  @Test
  void a_folder_is_no_log() {
    assertThatThrownBy(() -> open(folder))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().what().in(Language.EN)).contains("is a folder");
              assertThat(refused.problem().nextStep().in(Language.ZH))
                  .contains(folder.resolve("access.jsonl").toString());
            });
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      disabledReason = "only here is a file whose mode nobody may change")
  void a_file_that_stays_open_to_others_is_no_log() {
    assertThatThrownBy(() -> open(Path.of("/proc/self/comm")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().what().in(Language.ZH)).contains("改不成只有自己能读写");
              assertThat(refused.problem().nextStep().in(Language.EN))
                  .contains("chmod 600 /proc/self/comm");
            });
  }

  private Path loose(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "{}\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return file;
  }

  private static void open(Path file) {
    AccessLog.open(file, false, InstantSource.system(), _ -> {}).close();
  }
}
