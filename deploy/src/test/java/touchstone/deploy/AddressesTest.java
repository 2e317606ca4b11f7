package touchstone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.Candidate;
import touchstone.model.ProblemException;
import touchstone.model.Progress;

class AddressesTest {
  private static final Addresses ADDRESSES =
      new Addresses(host -> {
        if (host.equals("innocent.example")) {
          return List.of(InetAddress.ofLiteral("169.254.169.254"));
        }
        if (host.matches("[0-9.:a-f%]+") || host.equals("localhost")) {
          return List.of(InetAddress.getAllByName(host));
        }
        throw new UnknownHostException(host);
      });

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8000/v1",
        "http://localhost:8000/v1",
        "http://[::1]:8000/v1",
        "http://192.168.1.20/v1",
        "http://10.0.0.8:8000/v1",
        "https://api.example.com/v1",
        "HTTPS://api.example.com/v1",
      })
  void takesPublicPrivateAndLoopbackAddresses(String url) {
    assertThatCode(() -> ADDRESSES.check(URI.create(url))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://169.254.0.1/v1",
        "http://2852039166/v1",
        "http://0xA9FEA9FE/v1",
        "http://[fe80::1]/v1",
        "http://[::ffff:169.254.169.254]/v1",
        "http://[fd00:ec2::254]/v1",
        "http://100.100.100.200/v1",
        "http://metadata.google.internal/v1",
        "http://METADATA.google.internal./v1",
        "http://innocent.example/v1",
      })
  void refusesLinkLocalAndMetadataAddresses(String url) {
    assertThatThrownBy(() -> ADDRESSES.check(URI.create(url)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("metadata");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://host/v1", "file:///etc/passwd", "host:8000/v1", "/v1", "http:///v1"})
  void refusesWhatIsNoWebAddress(String url) {
    assertThatThrownBy(() -> ADDRESSES.check(URI.create(url)))
        .hasMessageContaining("is not http:// or https://");
  }

  @Test
  void refusesAPasswordAndDoesNotRepeatIt() {
    assertThatThrownBy(() -> ADDRESSES.check(URI.create("https://me:s3cret@host/v1")))
        .hasMessageContaining("user name or password")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void outsideEndpointIsProbedAndHandedOn() {
    var outside =
        new Candidate.Outside(
            URI.create("http://127.0.0.1:9/v1"),
            "m",
            Optional.of("${KEY}"),
            Map.of("X-Team", "shop"),
            "{}");
    Candidate candidate = new Candidate("a", "A", outside, Optional.empty());
    var probed = new java.util.ArrayList<String>();
    Backend backend =
        new OutsideBackend(endpoint -> probed.add(endpoint.url().toString()), ADDRESSES);
    assertThat(backend.takes(candidate)).isTrue();
    try (Deployment deployment = backend.deploy(candidate, Progress.silent())) {
      assertThat(deployment.endpoint().apiKey()).contains("${KEY}");
      assertThat(deployment.endpoint().takesBatches()).isFalse();
      assertThat(deployment.facts().hardware()).isEqualTo("outside");
      assertThat(deployment.engineSeconds()).isZero();
    }
    assertThat(probed).containsExactly("http://127.0.0.1:9/v1");
  }
}
