package touchstone.suite;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import touchstone.document.Value;
import touchstone.model.Sha256;

/**
 * Names a suite's content: the SHA-256 over the texts of suite.yaml, its case files in their order
 * the shop profile and the functions, each with its length before it. Not thread-safe.
 */
final class SuiteDigest {
  private final MessageDigest digest = Sha256.digest();

  void add(Value document) {
    add(document.documentText());
  }

  void add(Shop shop) {
    add(shop.documentText());
  }

  void add(Toolbox toolbox) {
    add(toolbox.documentText());
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  /** Ends the digest. */
  String hex() {
    return Sha256.hex(digest);
  }
}
