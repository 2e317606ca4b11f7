package touchstone.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.ProblemException;

class SuiteFoldersTest {
  private static final Path ROOT = Path.of(System.getProperty("touchstone.root"));

  @Test
  void findsWhatShips() {
    assertThat(SuiteFolders.names(ROOT)).contains("customer-service-zh", "tiny-zh");
    assertThat(SuiteFolders.find("tiny-zh", ROOT)).isEqualTo(ROOT.resolve("suites/tiny-zh"));
  }

  @Test
  void findsOnesOwnByPath(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("suite.yaml"), "name: mine");
    assertThat(SuiteFolders.find(folder.toString(), ROOT)).isEqualTo(folder);
    assertThat(SuiteFolders.find(file.toString(), ROOT)).isEqualTo(file);
  }

  @Test
  void namesTheNearestForAnUnknownName(@TempDir Path empty) {
    assertThatThrownBy(() -> SuiteFolders.find("customer-servce-zh", ROOT))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("Did you mean customer-service-zh?");
    assertThatThrownBy(() -> SuiteFolders.find("tiny-zh", empty))
        .hasMessageContaining("there is no suite 'tiny-zh'");
  }
}
