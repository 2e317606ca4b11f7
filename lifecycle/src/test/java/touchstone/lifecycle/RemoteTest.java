package touchstone.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteTest {
  @ParameterizedTest
  @CsvSource({
    "gpu.example, me, gpu.example, 22, me@gpu.example",
    "root@10.0.0.7:2222, root, 10.0.0.7, 2222, root@10.0.0.7:2222",
    "root@[fe80::1]:7, root, fe80::1, 7, root@[fe80::1]:7",
  })
  void anAddressIsReadAsPeopleWriteIt(
      String text, String user, String host, int port, String shown) {
    Remote remote = Remote.parse(text, "me", Optional.empty()).orElseThrow();
    assertThat(remote).isEqualTo(new Remote(user, host, port, Optional.empty()));
    assertThat(remote.address()).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-oProxyCommand=x", "a b", "x@y@z", "h:0", "h:70000", "h;id", "::1"})
  void whatIsNoAddressIsNone(String text) {
    assertThat(Remote.parse(text, "me", Optional.empty())).isEmpty();
  }
}
