package touchstone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Questions that people drop on the page become suites; hostile files become nothing. */
@Timeout(60)
class ImportApiTest {
  private static final String FAQ = "问题,答案\n几天能退,7天\n,59元\n我电话13800138000，能改地址吗,可以\n";

  @TempDir static Path folder;
  private static Server server;
  private static Visitor visitor;

  @BeforeAll
  static void start() {
    server = Server.start(0, folder.resolve("token"), new TestPlace(folder));
    visitor = new Visitor(server.url());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String uploaded(String name, byte[] bytes) throws Exception {
    Visitor.Answer answer = visitor.upload(name, bytes);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("id").stringValue();
  }

  private static String uploaded(String name, String text) throws Exception {
    return uploaded(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Visitor.Answer check(String id, String body) throws Exception {
    return visitor.post("/api/uploads/" + id + "/check", body);
  }

  private static Visitor.Answer save(String id, String body) throws Exception {
    return visitor.post("/api/uploads/" + id + "/suite", body);
  }

  @Test
  void a_table_is_looked_through_mended_and_saved_as_a_suite_that_a_selection_can_name()
      throws Exception {
    String id = uploaded("我店 FAQ.csv", FAQ);
    JsonNode found = check(id, "{}").json();
    assertThat(found.path("rows").intValue()).isEqualTo(3);
    assertThat(found.path("graded").intValue()).isEqualTo(2);
    assertThat(found.at("/bad/0/place").stringValue()).isEqualTo("3");
    assertThat(found.at("/bad/0/cells/答案").stringValue()).isEqualTo("59元");
    assertThat(found.at("/bad/0/reason/zh").stringValue()).isNotBlank();
    assertThat(found.at("/cases/0/turns/0/user").stringValue()).isEqualTo("几天能退");
    assertThat(found.at("/cases/0/turns/0/checks/0/zh").stringValue()).contains("7天");
    assertThat(found.at("/cases/1/turns/0/user").stringValue()).doesNotContain("13800138000");
    assertThat(found.at("/masked/phone").intValue()).isEqualTo(1);
    assertThat(found.has("suite")).as("nothing is kept of a look").isFalse();
    assertThat(folder.resolve("uploads").resolve(id).resolve("trial")).doesNotExist();
    String mended = "\"mended\":{\"3\":{\"问题\":\"多少钱包邮\"}}";
    assertThat(check(id, "{" + mended + "}").json().path("badRows").intValue()).isZero();
    Visitor.Answer saved = save(id, "{\"name\":\"我店的题\"," + mended + "}");
    assertThat(saved.status()).as(saved.text()).isEqualTo(201);
    String suite = saved.json().path("suite").stringValue();
    assertThat(Path.of(suite)).isEqualTo(folder.resolve("suites/我店的题").toAbsolutePath());
    assertThat(check(id, "{}").status()).as("the file is gone").isEqualTo(404);
    listedAndNamed(suite);
    deleted();
  }

  private static void listedAndNamed(String suite) throws Exception {
    List<JsonNode> own = new ArrayList<>();
    for (JsonNode each : visitor.get("/api/suites").json()) {
      if (each.path("own").asBoolean()) {
        own.add(each);
      }
    }
    assertThat(own).hasSize(1);
    assertThat(own.getFirst().path("name").stringValue()).isEqualTo(suite);
    assertThat(own.getFirst().path("label").stringValue()).isEqualTo("我店的题");
    assertThat(own.getFirst().path("cases").intValue()).isEqualTo(3);
    String yaml =
        "suites: ['"
            + suite
            + "']\ncandidates:\n  - {endpoint: {url: 'http://127.0.0.1:1/v1',"
            + " model: m}}\n";
    Visitor.Answer checked = visitor.postYaml("/api/selections/check", yaml);
    assertThat(checked.status()).as(checked.text()).isEqualTo(200);
    String again = uploaded("x.csv", FAQ);
    assertThat(save(again, "{\"name\":\"我店的题\"}").status()).isEqualTo(409);
  }

  private static void deleted() throws Exception {
    assertThat(visitor.delete("/api/suites/tiny-zh").status()).as("one that ships").isEqualTo(404);
    assertThat(visitor.delete("/api/suites/..").status()).isGreaterThanOrEqualTo(400);
    Visitor.Answer left = visitor.delete("/api/suites/%E6%88%91%E5%BA%97%E7%9A%84%E9%A2%98");
    assertThat(left.status()).isEqualTo(200);
    assertThat(left.text()).doesNotContain("我店的题");
    assertThat(folder.resolve("suites/我店的题")).doesNotExist();
  }

  @Test
  void a_table_in_gbk_is_read() throws Exception {
    String id = uploaded("faq.csv", FAQ.getBytes(Charset.forName("GBK")));
    assertThat(check(id, "{}").json().at("/cases/0/turns/0/user").stringValue()).isEqualTo("几天能退");
  }

  @Test
  void a_file_that_is_none_of_the_formats_is_said_to_be_without_its_place_on_this_machine()
      throws Exception {
    String id = uploaded("notes.csv", "甲,乙\n1,2\n");
    Visitor.Answer answer = check(id, "{}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/what/zh").stringValue())
        .startsWith("notes.csv：认不出格式")
        .doesNotContain(folder.toString());
    assertThat(check(id, "{\"format\":\"tabel\"}").json().at("/next/en").stringValue())
        .contains("table");
    assertThat(check(id, "{\"dimension\":\"speed\"}").status()).isEqualTo(422);
  }

  @Test
  void where_no_row_is_good_no_suite_is_made() throws Exception {
    String id = uploaded("bad.csv", "问题,答案\n,59元\n");
    assertThat(save(id, "{\"name\":\"none\"}").status()).isEqualTo(422);
    assertThat(folder.resolve("suites/none")).doesNotExist();
    assertThat(check(id, "{}").status()).as("the file is kept").isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "a/b", ".hidden", "", " ", "x\u0000y"})
  void no_name_leads_out_of_the_suites(String name) throws Exception {
    String id = uploaded("faq.csv", FAQ);
    String body = touchstone.store.Json.mapper().createObjectNode().put("name", name).toString();
    assertThat(save(id, body).status()).isEqualTo(422);
    assertThat(folder.resolve("evil")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../x.csv", "..\\\\x.csv", "/etc/passwd", "...", "a\nb.csv", ""})
  void no_file_name_leads_out_of_the_uploads(String name) throws Exception {
    Visitor.Answer answer = visitor.upload(name, FAQ);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    Path kept = folder.resolve("uploads").resolve(answer.json().path("id").stringValue());
    try (Stream<Path> files = Files.list(kept)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void a_bomb_an_entity_and_garbage_are_refused() throws Exception {
    for (byte[] each :
        List.of(
            zip("xl/workbook.xml", new byte[40_000_000]),
            zip(
                "xl/workbook.xml",
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"
                    .getBytes(StandardCharsets.UTF_8)),
            "PK\u0003\u0004 no zip at all".getBytes(StandardCharsets.UTF_8),
            new byte[100])) {
      String id = uploaded("sheet.xlsx", each);
      Visitor.Answer answer = check(id, "{}");
      assertThat(answer.status()).as(answer.text()).isEqualTo(422);
      assertThat(answer.text()).doesNotContain("root:");
    }
  }

  private static byte[] zip(String name, byte[] content) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
    return out.toByteArray();
  }

  @Test
  void a_file_that_is_too_large_is_refused_and_not_kept() throws Exception {
    long before = kept();
    Visitor.Answer answer = visitor.upload("big.csv", new byte[(int) Uploads.LARGEST + 1]);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(kept()).isEqualTo(before);
  }

  @Test
  void the_oldest_uploads_go() throws Exception {
    for (int i = 0; i < 25; i++) {
      uploaded("n" + i + ".csv", FAQ);
    }
    assertThat(kept()).isEqualTo(20);
  }

  private static long kept() throws Exception {
    Path uploads = folder.resolve("uploads");
    if (!Files.exists(uploads)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(uploads)) {
      return all.count();
    }
  }

  @Test
  void a_form_of_another_site_uploads_nothing() throws Exception {
    Visitor.Answer answer =
        visitor.send(
            visitor
                .request("/api/uploads?file=x.csv")
                .header("Content-Type", "text/plain")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(FAQ)));
    assertThat(answer.status()).isEqualTo(415);
  }
}
