package touchstone.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of the repository's {@code fixtures} folder: tiny GGUFs, real files with random weights.
 */
public final class Fixture {
  private Fixture() {}

  /**
   * The fixture of that name, for instance {@code tiny-llama.gguf}.
   *
   * @throws IllegalStateException where there is none, or the system property {@code
   *     touchstone.root} does not name the repository
   */
  public static Path file(String name) {
    Path root = Path.of(System.getProperty("touchstone.root", ".")).toAbsolutePath().normalize();
    Path file = root.resolve("fixtures").resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException("no " + file + "; touchstone.root names the repository");
    }
    return file;
  }
}
