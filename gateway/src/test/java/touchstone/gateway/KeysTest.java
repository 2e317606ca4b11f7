package touchstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.ProblemException;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.TestingTicker;

@Timeout(30)
class KeysTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final TestingTicker ticker = new TestingTicker();
  private FakeEndpoint engine = FakeEndpoint.raw(_ -> ChatAnswer.of("在").asOneJson());

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void a_key_is_kept_as_its_digest_for_its_owner_s_eyes_only() throws Exception {
    String secret = add("web", Optional.empty(), OptionalInt.empty(), List.of());
    assertThat(secret).matches("tsk-[A-Za-z0-9_-]{43}");
    assertThat(Files.readString(file().path())).doesNotContain(secret, secret.substring(4));
    assertThat(Files.getPosixFilePermissions(file().path()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(file().read().getFirst().sha256()).isEqualTo(KeyFile.digest(secret));
  }

  @Test
  void every_path_but_health_asks_for_the_key() throws Exception {
    String secret = add("web", Optional.empty(), OptionalInt.empty(), List.of());
    try (Gateway gateway = gateway(ring())) {
      assertThat(say(gateway, Wire.get("/health"))).startsWith("HTTP/1.1 200 ");
      for (String request : List.of(Wire.get("/v1/models"), Wire.post(Stage.ASK))) {
        assertThat(say(gateway, request))
            .startsWith("HTTP/1.1 401 ")
            .containsIgnoringCase("www-authenticate: bearer")
            .contains("missing_api_key", "touchstone gateway key create");
        assertThat(say(gateway, bearing(request, secret))).startsWith("HTTP/1.1 200 ");
      }
      assertThat(engine.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer ", "Bearer wrong", "Basic d2Vi", "Bearer tsk-", "tsk-", "Bearer\ta b c"})
  void anything_else_is_no_key(String header) throws Exception {
    add("web", Optional.empty(), OptionalInt.empty(), List.of());
    try (Gateway gateway = gateway(ring())) {
      String request =
          Wire.get("/v1/models").replace("\r\n\r\n", "\r\nAuthorization: " + header + "\r\n\r\n");
      assertThat(say(gateway, request)).startsWith("HTTP/1.1 401 ").contains("_api_key\"");
    }
  }

  @Test
  void a_key_is_taken_until_it_expires() throws Exception {
    String secret = add("web", Optional.of(NOON.plusSeconds(60)), OptionalInt.empty(), List.of());
    KeyRing ring = ring();
    try (Gateway gateway = gateway(ring)) {
      String request = bearing(Wire.get("/v1/models"), secret);
      assertThat(say(gateway, request)).startsWith("HTTP/1.1 200 ");
      assertThat(ring.usable()).isTrue();
      now.set(NOON.plusSeconds(60));
      assertThat(say(gateway, request))
          .startsWith("HTTP/1.1 401 ")
          .contains("expired_api_key", "2026-11-25T12:01:00Z");
      assertThat(ring.usable()).isFalse();
    }
  }

  @Test
  void a_key_sees_and_asks_its_own_models_only() throws Exception {
    String secret = add("web", Optional.empty(), OptionalInt.empty(), List.of("other"));
    try (Gateway gateway = gateway(ring())) {
      assertThat(say(gateway, bearing(Wire.get("/v1/models"), secret)))
          .contains("other")
          .doesNotContain("shop");
      assertThat(say(gateway, bearing(Wire.post(Stage.ASK), secret)))
          .startsWith("HTTP/1.1 403 ")
          .contains("model_not_allowed", "它能用：other");
      assertThat(say(gateway, bearing(Wire.get("/metrics"), secret)))
          .startsWith("HTTP/1.1 403 ")
          .contains("metrics_not_allowed");
      assertThat(engine.requests()).isEmpty();
    }
  }

  @Test
  void a_key_has_so_many_requests_within_any_minute() throws Exception {
    String secret = add("web", Optional.empty(), OptionalInt.of(2), List.of());
    try (Gateway gateway = gateway(ring())) {
      String request = bearing(Wire.post(Stage.ASK), secret);
      assertThat(say(gateway, request)).startsWith("HTTP/1.1 200 ");
      ticker.advance(Duration.ofSeconds(40));
      assertThat(say(gateway, request)).startsWith("HTTP/1.1 200 ");
      assertThat(say(gateway, request))
          .startsWith("HTTP/1.1 429 ")
          .containsIgnoringCase("retry-after: 21\r\n")
          .contains("rate_limit_exceeded");
      ticker.advance(Duration.ofSeconds(21));
      assertThat(say(gateway, request)).startsWith("HTTP/1.1 200 ");
      assertThat(say(gateway, request)).startsWith("HTTP/1.1 429 ");
    }
  }

  @Test
  void keys_come_and_go_without_a_restart_and_the_last_one_leaves_the_door_shut() throws Exception {
    KeyRing ring = ring();
    try (Gateway gateway = gateway(ring)) {
      assertThat(say(gateway, Wire.get("/v1/models"))).startsWith("HTTP/1.1 200 ");
      String secret = add("web", Optional.empty(), OptionalInt.empty(), List.of());
      ring.refresh();
      assertThat(say(gateway, Wire.get("/v1/models"))).startsWith("HTTP/1.1 401 ");
      String request = bearing(Wire.get("/v1/models"), secret);
      assertThat(say(gateway, request)).startsWith("HTTP/1.1 200 ");
      file().revoke("web");
      ring.refresh();
      assertThat(say(gateway, request)).startsWith("HTTP/1.1 401 ").contains("invalid_api_key");
      assertThat(say(gateway, Wire.get("/v1/models"))).startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void a_broken_file_lets_nobody_in() throws Exception {
    String secret = add("web", Optional.empty(), OptionalInt.empty(), List.of());
    KeyRing ring = ring();
    Files.writeString(file().path(), "{\"keys\":[{");
    assertThatThrownBy(ring::refresh).isInstanceOf(ProblemException.class);
    try (Gateway gateway = gateway(ring)) {
      assertThat(say(gateway, bearing(Wire.get("/v1/models"), secret))).startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void the_last_use_is_written_down_beside_the_keys() throws Exception {
    String secret = add("web", Optional.empty(), OptionalInt.empty(), List.of());
    KeyRing ring = ring();
    try (Gateway gateway = gateway(ring)) {
      say(gateway, bearing(Wire.get("/v1/models"), secret));
    }
    ring.refresh();
    LastUses uses = LastUses.beside(file());
    assertThat(uses.read()).containsEntry(KeyFile.digest(secret), NOON);
    uses.merge(java.util.Map.of(KeyFile.digest(secret), NOON.minusSeconds(5)));
    assertThat(uses.read()).as("the later stays").containsEntry(KeyFile.digest(secret), NOON);
  }

  @Test
  void a_key_opens_what_a_foreign_page_asks_but_not_a_forged_host() throws Exception {
    String secret = add("web", Optional.empty(), OptionalInt.empty(), List.of());
    try (Gateway gateway = gateway(ring())) {
      String request = bearing(Wire.get("/v1/models"), secret);
      assertThat(say(gateway, request.replace("Host:", "Origin: https://shop.example\r\nHost:")))
          .startsWith("HTTP/1.1 200 ");
      assertThat(say(gateway, request.replace("localhost", "evil.example")))
          .startsWith("HTTP/1.1 421 ");
    }
  }

  @Test
  void names_are_given_once() {
    add("web", Optional.empty(), OptionalInt.empty(), List.of());
    assertThatThrownBy(() -> add("web", Optional.empty(), OptionalInt.empty(), List.of()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("web");
    assertThatThrownBy(() -> file().revoke("wbe")).isInstanceOf(ProblemException.class);
    assertThat(file().read()).hasSize(1);
  }

  private String add(
      String name, Optional<Instant> expires, OptionalInt limit, List<String> models) {
    String secret = KeyFile.secret(new SecureRandom());
    file().add(new Key(name, KeyFile.digest(secret), NOON, expires, limit, models));
    return secret;
  }

  private KeyFile file() {
    return new KeyFile(folder.resolve("data").resolve("keys.json"));
  }

  private KeyRing ring() {
    return KeyRing.open(file(), now::get, ticker);
  }

  private Gateway gateway(KeyRing keys) {
    List<Route> routes = List.of(Stage.up("shop", engine), Stage.up("other", engine));
    return Gateway.start(Stage.settings(), Stage.parts(() -> routes, keys));
  }

  private static String bearing(String request, String secret) {
    return request.replaceFirst("\r\n", "\r\nAuthorization: Bearer " + secret + "\r\n");
  }

  private static String say(Gateway gateway, String request) throws java.io.IOException {
    try (Wire wire = new Wire(gateway.port())) {
      return wire.send(request.replaceFirst("\r\n", "\r\nConnection: close\r\n")).rest();
    }
  }
}
