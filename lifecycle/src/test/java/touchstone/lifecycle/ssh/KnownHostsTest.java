package touchstone.lifecycle.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.lifecycle.Remote;

class KnownHostsTest {
  private static final Remote AT_22 = new Remote("u", "gpu.example", 22, Optional.empty());
  private static final Remote AT_2222 = new Remote("u", "10.0.0.7", 2222, Optional.empty());

  @TempDir Path folder;
  private Path own;
  private Path users;
  private KnownHosts known;

  @BeforeEach
  void open() {
    own = folder.resolve("touchstone/known_hosts");
    users = folder.resolve("known_hosts");
    known = new KnownHosts(own, List.of(users));
  }

  @Test
  void aKeyThatWasAddedIsKnownForItsHostAndPortOnly() throws Exception {
    PublicKey key = key();
    assertThat(known.standing(AT_2222, key)).isInstanceOf(KnownHosts.Standing.Unknown.class);
    known.add(AT_2222, key);
    known.add(AT_22, key());
    assertThat(known.standing(AT_2222, key)).isInstanceOf(KnownHosts.Standing.Known.class);
    assertThat(known.types(AT_2222)).containsExactly("ecdsa-sha2-nistp256");
    assertThat(known.standing(new Remote("u", "10.0.0.7", 22, Optional.empty()), key))
        .isInstanceOf(KnownHosts.Standing.Unknown.class);
    assertThat(known.standing(AT_22, key)).isEqualTo(new KnownHosts.Standing.Changed(own, 2));
    known.forget(AT_2222);
    assertThat(known.standing(AT_2222, key)).isInstanceOf(KnownHosts.Standing.Unknown.class);
    assertThat(known.standing(AT_22, key)).isEqualTo(new KnownHosts.Standing.Changed(own, 1));
  }

  @Test
  void theUsersOwnFileIsReadHashedRevokedAndBrokenLinesToo() throws Exception {
    PublicKey key = key();
    String encoded = PublicKeyEntry.toString(key);
    Files.writeString(
        users,
        """
        # comment
        what is this
        gpu.example,10.1.1.1 %s someone
        @revoked * %s
        """
            .formatted(encoded, PublicKeyEntry.toString(key())));
    assertThat(known.standing(AT_22, key)).isInstanceOf(KnownHosts.Standing.Known.class);
    Files.writeString(users, "@revoked gpu.example " + encoded + "\n");
    assertThat(known.standing(AT_22, key)).isEqualTo(new KnownHosts.Standing.Changed(users, 1));
    Files.writeString(users, "@cert-authority gpu.example " + encoded + "\n");
    assertThat(known.standing(AT_22, key)).isInstanceOf(KnownHosts.Standing.Unknown.class);
    // "gpu.example" hashed with the salt of twenty zero bytes
    String hashed = "|1|AAAAAAAAAAAAAAAAAAAAAAAAAAA=|" + hash("gpu.example") + " " + encoded;
    Files.writeString(users, hashed + "\n");
    assertThat(known.standing(AT_22, key)).isInstanceOf(KnownHosts.Standing.Known.class);
  }

  private static String hash(String host) throws Exception {
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA1");
    mac.init(new javax.crypto.spec.SecretKeySpec(new byte[20], "HmacSHA1"));
    return java.util.Base64.getEncoder()
        .encodeToString(mac.doFinal(host.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static PublicKey key() throws Exception {
    return KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256).getPublic();
  }
}
