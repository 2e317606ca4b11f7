package touchstone.drafts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import touchstone.imports.Paper;

/** Papers of shops that exist in tests only. */
final class Papers {
  private Papers() {}

  /** A tea shop's FAQ in Markdown, put into a folder. */
  static Paper faq(Path folder) throws IOException {
    Path file = folder.resolve("faq.md");
    try (InputStream in =
        Objects.requireNonNull(Papers.class.getResourceAsStream("faq.md"), "faq.md")) {
      Files.write(file, in.readAllBytes());
    }
    return Paper.read(file, Optional.empty());
  }
}
