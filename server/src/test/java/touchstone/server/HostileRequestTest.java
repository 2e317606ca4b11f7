package touchstone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers and foreign pages get from the server: nothing. */
@Timeout(60)
class HostileRequestTest {
  @TempDir static Path folder;
  private static Server server;
  private static Visitor visitor;

  @BeforeAll
  static void start() throws Exception {
    Path run = Files.createDirectories(folder.resolve("runs/r1"));
    Files.writeString(run.resolve("selection.yaml"), "candidates: []");
    Files.writeString(run.resolve("report.html"), "<html>report</html>");
    Files.writeString(folder.resolve("secret.txt"), "a secret beside the runs");
    Files.createSymbolicLink(folder.resolve("runs/link"), run);
    server = Server.start(0, folder.resolve("token"), new TestPlace(folder));
    visitor = new Visitor(server.url());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/runs", "/api/models", "/api/runs/r1/report", "/assets/x.js"})
  void nothing_is_shown_without_the_token(String path) throws Exception {
    Visitor.Answer answer = visitor.send(visitor.anonymous(path).GET());
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("content-type")).startsWith("application/problem+json");
    assertThat(answer.json().at("/what/zh").stringValue()).contains("口令");
    assertThat(answer.json().at("/next/en").stringValue()).contains("token=");
    assertThat(answer.text()).doesNotContain(visitor.token());
  }

  @Test
  void a_wrong_token_opens_nothing_and_sets_no_cookie() throws Exception {
    String wrong = "0".repeat(64);
    for (String path :
        new String[] {"/?token=" + wrong, "/?token=", "/?token=" + "x".repeat(3000)}) {
      Visitor.Answer answer = visitor.send(visitor.anonymous(path).GET());
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("set-cookie")).isEmpty();
    }
    assertThat(
            visitor
                .send(visitor.anonymous("/api/runs").header("Authorization", "Bearer " + wrong))
                .status())
        .isEqualTo(401);
  }

  @Test
  void the_printed_address_sets_a_strict_cookie_that_opens_the_rest() throws Exception {
    Visitor.Answer entry = visitor.send(visitor.anonymous("/?token=" + visitor.token()).GET());
    assertThat(entry.status()).isEqualTo(200);
    assertThat(entry.header("set-cookie"))
        .contains("HttpOnly", "SameSite=Strict", "Path=/", "touchstone-" + server.port());
    String cookie = entry.header("set-cookie").split(";", 2)[0];
    assertThat(visitor.send(visitor.anonymous("/api/runs").header("Cookie", cookie).GET()).status())
        .isEqualTo(200);
  }

  @Test
  void the_token_stands_in_a_file_that_only_its_owner_reads() throws Exception {
    Path file = folder.resolve("token");
    assertThat(Files.readString(file).strip()).isEqualTo(visitor.token()).hasSize(64);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Path open = Files.writeString(folder.resolve("open-token"), visitor.token());
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(Token.in(open).value())
        .as("one that others could read")
        .isNotEqualTo(visitor.token());
    assertThat(Token.in(file).value()).as("the same after a restart").isEqualTo(visitor.token());
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:%d", "127.0.0.1", "127.0.0.1.evil:%d", ""})
  void a_forged_host_is_turned_away(String host) throws Exception {
    String answer =
        visitor.raw(
            "GET /api/runs HTTP/1.1\r\nHost: "
                + host.formatted(server.port())
                + "\r\nAuthorization: Bearer "
                + visitor.token()
                + "\r\nConnection: close\r\n\r\n");
    assertThat(answer).matches("(?s)HTTP/1.1 4(21|00).*").doesNotContain("\r\n\r\n[");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example",
    "Origin, null",
    "Origin, https://127.0.0.1",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
  })
  void what_a_foreign_page_sends_is_refused(String header, String value) throws Exception {
    Visitor.Answer answer =
        visitor.send(
            visitor
                .request("/api/runs/r1/resume")
                .header(header, value)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(folder.resolve("runs/r1/console.log")).doesNotExist();
  }

  @Test
  void a_form_is_no_request() throws Exception {
    Visitor.Answer answer =
        visitor.send(
            visitor
                .request("/api/runs")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"yaml\":\"\"}")));
    assertThat(answer.status()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/runs/..",
        "/api/runs/../../secret.txt",
        "/api/runs/%2e%2e",
        "/api/runs/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/api/runs/..%2fsecret.txt/report",
        "/api/runs/r1%00/report",
        "/api/runs/%2Fetc%2Fpasswd",
        "/api/runs/link/report",
        "/api/runs/.hidden",
        "/assets/..%2fopenapi.yaml",
        "/assets/../openapi.yaml",
        "/assets/%2e%2e/openapi.yaml",
        "/assets/Server.class",
        "/openapi.yaml",
        "/no/such/thing",
      })
  void no_path_leads_out_of_the_runs(String path) throws Exception {
    String answer =
        visitor.raw(
            "GET "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + server.port()
                + "\r\nAuthorization: Bearer "
                + visitor.token()
                + "\r\nConnection: close\r\n\r\n");
    assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d.*");
    assertThat(answer).doesNotContain("a secret", "root:", "openapi: 3", "\tat ");
  }

  @Test
  void a_body_beyond_the_limit_is_refused_whether_it_says_so_or_not() throws Exception {
    String yaml = "x".repeat(300 * 1024);
    Visitor.Answer declared = visitor.postYaml("/api/selections/check", yaml);
    assertThat(declared.status()).isEqualTo(413);
    byte[] bytes =
        ("{\"yaml\":\"" + yaml + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Visitor.Answer chunked =
        visitor.send(
            visitor
                .request("/api/selections/check")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes))));
    assertThat(chunked.status()).isEqualTo(413);
    assertThat(chunked.json().at("/what/en").stringValue()).contains("256 KiB");
    assertThat(visitor.get("/api/runs").status()).as("still there").isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "null", "{}", "{\"yaml\":3}", "\u0000", "{\"yaml\":[[[[["})
  void a_body_that_is_none_is_said_to_be_none(String body) throws Exception {
    Visitor.Answer answer = visitor.post("/api/selections/check", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("what").path("zh").stringValue()).isNotBlank();
  }

  @Test
  void deep_and_swollen_yaml_ends_in_a_problem() throws Exception {
    String bomb =
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
            + "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]\n";
    assertThat(visitor.postYaml("/api/selections/check", bomb).status()).isEqualTo(422);
    String deep = "candidates: " + "[".repeat(20_000);
    assertThat(visitor.postYaml("/api/selections/check", deep).status()).isEqualTo(422);
    assertThat(visitor.get("/api/runs").status()).as("still there").isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /api/runs/r1",
    "TRACE, /api/runs/r1",
    "PATCH, /api/runs/r1",
    "DELETE, /api/runs/r1/report",
    "DELETE, /api/runs",
    "DELETE, /api/suites/customer-service-zh",
  })
  void other_methods_do_nothing(String method, String path) throws Exception {
    Visitor.Answer answer =
        visitor.send(visitor.request(path).method(method, BodyPublishers.noBody()));
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(folder.resolve("runs/r1/selection.yaml")).exists();
  }

  @ParameterizedTest
  @CsvSource({"Origin, http://evil.example", "Sec-Fetch-Site, cross-site"})
  void a_foreign_page_deletes_nothing(String header, String value) throws Exception {
    Visitor.Answer answer =
        visitor.send(visitor.request("/api/runs/r1").header(header, value).DELETE());
    assertThat(answer.status()).isEqualTo(403);
    assertThat(visitor.send(visitor.anonymous("/api/runs/r1").DELETE()).status()).isEqualTo(401);
    assertThat(folder.resolve("runs/r1/selection.yaml")).exists();
  }

  @Test
  void every_answer_is_hardened_and_a_report_is_sandboxed() throws Exception {
    Visitor.Answer list = visitor.get("/api/runs");
    assertThat(list.header("content-security-policy")).contains("default-src 'none'");
    assertThat(list.header("content-security-policy")).doesNotContain("unsafe");
    assertThat(list.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(list.header("x-frame-options")).isEqualTo("DENY");
    assertThat(list.header("referrer-policy")).isEqualTo("no-referrer");
    Visitor.Answer report = visitor.get("/api/runs/r1/report");
    assertThat(report.status()).isEqualTo(200);
    assertThat(report.response().headers().allValues("content-security-policy"))
        .singleElement()
        .asString()
        .startsWith("sandbox allow-scripts")
        .doesNotContain("allow-same-origin", "connect-src", "allow-top-navigation");
  }
}
