package touchstone.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The secret that opens the page: 256 random bits in a file that only its owner can read. It stays
 * the same over a restart, so that an open page goes on.
 */
record Token(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /** The token of a file; a new one where there is none or others could read it. */
  static Token in(Path file) {
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && owned(file)) {
        String kept = Files.readString(file).strip();
        if (FORM.matcher(kept).matches()) {
          return new Token(kept);
        }
      }
      return fresh(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean owned(Path file) throws IOException {
    return !OwnerFile.posix(file)
        || Files.getPosixFilePermissions(file).equals(OwnerFile.OWNER_ONLY);
  }

  private static Token fresh(Path file) {
    byte[] bits = new byte[32];
    new SecureRandom().nextBytes(bits);
    Token token = new Token(HexFormat.of().formatHex(bits));
    OwnerFile.write(file, token.value + "\n");
    return token;
  }

  /** Whether somebody knows the token; takes the same time whatever is wrong. */
  boolean is(String said) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), said.getBytes(StandardCharsets.UTF_8));
  }

  /** Keeps the secret out of messages. */
  @Override
  public String toString() {
    return "Token[…]";
  }
}
