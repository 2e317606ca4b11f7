package touchstone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import touchstone.document.Document;
import touchstone.document.Value;
import touchstone.model.ProblemException;
import touchstone.run.RunStatus;
import touchstone.store.RunFolder;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.Script;

/** The real server on a free port, with real runs as processes behind it. */
@Timeout(120)
class ServerTest {
  private static final Script GOOD =
      ChatAnswer.of("您好，7天内", "可以退货，", "满59元包邮。", "让您着急了，请问具体是什么情况？").script();

  @TempDir Path folder;
  private Server server;
  private Visitor visitor;

  @BeforeEach
  void start() {
    server = Server.start(0, folder.resolve("token"), new TestPlace(folder));
    visitor = new Visitor(server.url());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    for (RunFolder each : RunFolder.all(folder.resolve("runs"))) {
      RunStatus.of(each).process().ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void a_selection_is_started_watched_and_reported() throws Exception {
    try (FakeEndpoint good = FakeEndpoint.start(_ -> GOOD)) {
      Visitor.Answer started = visitor.postYaml("/api/runs", selection(good));
      assertThat(started.status()).as(started.text()).isEqualTo(201);
      String id = started.json().path("id").stringValue();
      assertThat(started.header("location")).isEqualTo("/api/runs/" + id);
      assertThat(started.json().path("state").stringValue()).isEqualTo("running");
      List<Event> events = watch(id, "");
      assertThat(events)
          .extracting(Event::name)
          .contains("session", "progress", "scores", "end")
          .startsWith("state")
          .endsWith("state");
      assertThat(events.getLast().data()).as(log(id)).contains("\"finished\"");
      JsonNode run = visitor.get("/api/runs/" + id).json();
      assertThat(run.at("/report/recommendation/sentence/zh").stringValue()).isNotBlank();
      assertThat(run.path("report").has("cases")).isFalse();
      assertThat(run.path("selection").stringValue()).isEqualTo(selection(good));
      JsonNode listed = visitor.get("/api/runs").json().path(0);
      assertThat(listed.path("name").stringValue()).isEqualTo("比一比");
      assertThat(listed.path("sentence")).isEqualTo(run.at("/report/recommendation/sentence"));
      assertThat(listed.path("verdict").stringValue()).isNotBlank();
      assertThat(visitor.get("/api/runs/" + id + "/report").text()).contains("<html");
      assertThat(visitor.get("/api/runs/" + id + "/report.json").json().path("cases").isEmpty())
          .isFalse();
      goesOnBehind(id, events);
      passedOn(id);
      deletedAndBack(id);
    }
  }

  private void passedOn(String id) throws Exception {
    String exports = "/api/runs/" + id + "/exports/";
    Visitor.Answer markdown = visitor.get(exports + "md?lang=en");
    assertThat(markdown.status()).as(markdown.text()).isEqualTo(200);
    assertThat(markdown.text()).startsWith("# ").contains("Overall");
    assertThat(markdown.header("content-disposition")).contains("report-" + id + ".md");
    assertThat(visitor.get(exports + "csv").text()).startsWith("\uFEFF").contains("语义理解");
    assertThat(visitor.get(exports + "xlsx").text()).startsWith("PK");
    assertThat(visitor.get(exports + "docx").json().at("/next/en").stringValue()).contains("xlsx");
    assertThat(visitor.get(exports + "md?lang=fr").status()).isEqualTo(400);
  }

  private void deletedAndBack(String id) throws Exception {
    assertThat(visitor.delete("/api/runs/" + id).status()).isEqualTo(200);
    assertThat(visitor.get("/api/runs/" + id).status()).isEqualTo(404);
    assertThat(visitor.get("/api/runs").json().isEmpty()).isTrue();
    assertThat(visitor.delete("/api/runs/" + id).status()).isEqualTo(404);
    assertThat(visitor.post("/api/runs/" + id + "/restore", "{}").status()).isEqualTo(200);
    assertThat(visitor.post("/api/runs/" + id + "/restore", "{}").status()).isEqualTo(404);
    assertThat(visitor.get("/api/runs/" + id + "/report").text()).contains("<html");
  }

  /** Whoever comes back with the last id that he saw gets what follows it, and nothing twice. */
  private void goesOnBehind(String id, List<Event> events) throws Exception {
    List<Event> told = events.stream().filter(each -> !each.id().isEmpty()).toList();
    Event seen = told.get(told.size() / 2);
    List<Event> rest = watch(id, seen.id());
    assertThat(rest.stream().filter(each -> !each.id().isEmpty()).toList())
        .isEqualTo(told.subList(told.size() / 2 + 1, told.size()));
    List<Event> all = watch(id, "12345678");
    assertThat(all.stream().filter(each -> !each.id().isEmpty()).toList())
        .as("an id that is none")
        .isEqualTo(told);
  }

  @Test
  void a_run_is_stopped_and_goes_on_from_another_server() throws Exception {
    Script slow =
        ChatAnswer.characters("您好，七天内可以退货，满五十九元包邮。")
            .pace(Duration.ofMillis(40), Duration.ofMillis(8))
            .script();
    try (FakeEndpoint endpoint = FakeEndpoint.start(_ -> slow)) {
      String id =
          visitor.postYaml("/api/runs", selection(endpoint)).json().path("id").stringValue();
      assertThat(visitor.post("/api/runs/" + id + "/resume", "{}").status())
          .as("while it runs")
          .isEqualTo(409);
      assertThat(visitor.delete("/api/runs/" + id).status()).as("while it runs").isEqualTo(409);
      awaitSamples(id);
      server.close();
      assertThat(status(id)).as("without a server").isEqualTo(RunStatus.State.RUNNING);
      start();
      Visitor.Answer stopped = visitor.post("/api/runs/" + id + "/stop", "{}");
      assertThat(stopped.status()).isEqualTo(200);
      assertThat(stopped.json().path("state").stringValue()).isEqualTo("stopped");
      assertThat(stopped.json().at("/plan/cases").intValue()).isEqualTo(8);
      assertThat(stopped.json().path("log").stringValue()).contains("working on " + id);
      assertThat(visitor.post("/api/runs/" + id + "/stop", "{}").status()).isEqualTo(409);
      assertThat(visitor.get("/api/runs/" + id + "/report").status()).isEqualTo(404);
      assertThat(visitor.post("/api/runs/" + id + "/resume", "{}").status()).isEqualTo(202);
      assertThat(watch(id, "").getLast().data()).as(log(id)).contains("\"finished\"");
    }
  }

  @Test
  void a_fault_in_a_selection_has_its_place_in_both_languages() throws Exception {
    Visitor.Answer answer =
        visitor.postYaml("/api/selections/check", "name: x\ncandidates:\n  - {modle: y}\n");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("line").intValue()).isEqualTo(3);
    assertThat(answer.json().path("column").intValue()).isEqualTo(6);
    assertThat(answer.json().at("/what/zh").stringValue()).startsWith("不认识“modle”");
    assertThat(answer.json().at("/next/en").stringValue()).contains("Did you mean model?");
    Visitor.Answer unknown =
        visitor.postYaml("/api/runs", "candidates:\n  - {model: no-such-model}\n");
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(visitor.get("/api/runs").json().isEmpty()).isTrue();
  }

  @Test
  void endpoints_are_tried_before_a_run_is_begun() throws Exception {
    try (FakeEndpoint good = FakeEndpoint.start(_ -> GOOD)) {
      String yaml =
          selection(good)
              + "  - endpoint: {url: 'http://127.0.0.1:1/v1', model: m}\n    label: 坏的\n";
      JsonNode found = visitor.postYaml("/api/selections/probe", yaml).json();
      assertThat(found.size()).isEqualTo(3);
      assertThat(found.at("/0/usable").booleanValue()).isTrue();
      assertThat(found.at("/2/usable").booleanValue()).isFalse();
      assertThat(found.at("/2/label").stringValue()).isEqualTo("坏的");
      assertThat(found.at("/2/problems/0/next/zh").stringValue()).isNotBlank();
      String secret = yaml.replace("model: m}", "model: m, apiKey: '${NOT_SET}'}");
      assertThat(visitor.postYaml("/api/selections/probe", secret).status()).isEqualTo(422);
    }
  }

  @Test
  void a_secret_goes_to_a_new_host_only_after_a_yes_to_exactly_that() throws Exception {
    String yaml =
        "candidates:\n"
            + "  - endpoint: {url: 'https://shop.invalid/v1', model: m, apiKey: \"${KEY}\"}\n";
    String mine = yaml.replace("KEY", "SHOP_KEY");
    JsonNode checked = visitor.postYaml("/api/selections/check", mine).json();
    String question = checked.at("/questions/0/id").stringValue();
    assertThat(question).isEqualTo("SHOP_KEY https://shop.invalid");
    assertThat(checked.at("/questions/0/text/zh").stringValue()).contains("SHOP_KEY");
    assertThat(visitor.postYaml("/api/runs", mine).status()).isEqualTo(422);
    assertThat(start(mine, "SHOP_KEY https://other.invalid").status()).isEqualTo(422);
    assertThat(folder.resolve("agreed-hosts.txt")).doesNotExist();
    assertThat(start(yaml, "KEY https://shop.invalid").text()).contains("KEY 没有设置");
    assertThat(visitor.get("/api/runs").json().isEmpty()).isTrue();
    assertThat(start(mine, question).status()).isEqualTo(201);
    assertThat(Files.readString(folder.resolve("agreed-hosts.txt"))).contains(question);
  }

  private Visitor.Answer start(String yaml, String agreed) throws Exception {
    var body = touchstone.store.Json.mapper().createObjectNode().put("yaml", yaml);
    body.putArray("agreed").add(agreed);
    return visitor.post("/api/runs", body.toString());
  }

  @Test
  void models_suites_and_dimensions_are_listed() throws Exception {
    JsonNode model = visitor.get("/api/models").json().path(0);
    assertThat(model.at("/title/zh").stringValue()).isNotBlank();
    assertThat(model.path("cached").booleanValue()).isFalse();
    List<String> suites = new ArrayList<>();
    visitor.get("/api/suites").json().forEach(each -> suites.add(each.path("name").stringValue()));
    assertThat(suites).contains("customer-service-zh", "tiny-zh");
    assertThat(visitor.get("/api/dimensions").json().size()).isEqualTo(6);
  }

  @Test
  void the_description_names_every_route_and_nothing_else() throws Exception {
    Value description = Document.read("openapi.yaml", visitor.get("/api/openapi.yaml").text());
    Set<String> described = new TreeSet<>();
    Objects.requireNonNull(description.entries().get("paths"))
        .entries()
        .forEach((path, methods) ->
            methods.entries().keySet().stream()
                .filter(each -> !each.equals("parameters"))
                .forEach(each -> described.add(each + " " + path)));
    for (String each : described) {
      String[] parts = each.split(" ", 2);
      String path =
          parts[1]
              .replace("{id}", "no-such-run")
              .replace("{name}", "no-such-run")
              .replace("{format}", "md");
      Visitor.Answer answer =
          switch (parts[0]) {
            case "get" -> visitor.get(path);
            case "delete" -> visitor.delete(path);
            default ->
                path.equals("/api/uploads")
                    ? visitor.upload("x.csv", "")
                    : visitor.post(path, "{}");
          };
      boolean unrouted = answer.status() == 404 && !answer.text().contains("no-such-run");
      assertThat(unrouted).as(each).isFalse();
      assertThat(answer.status()).as(each).isLessThan(500);
    }
    assertThat(described).hasSize(22);
  }

  @Test
  void a_port_that_is_taken_is_said_to_be() {
    assertThatThrownBy(
            () -> Server.start(server.port(), folder.resolve("token"), new TestPlace(folder)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("127.0.0.1:" + server.port());
  }

  /** Fields of a server-sent event. */
  private record Event(String id, String name, String data) {}

  /** All events until the server ends the stream. */
  private List<Event> watch(String id, String lastEventId) throws Exception {
    URLConnection connection =
        server.url().resolve("/api/runs/" + id + "/events").toURL().openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + visitor.token());
    connection.setRequestProperty("Accept", "text/event-stream");
    connection.setReadTimeout(60_000);
    if (!lastEventId.isEmpty()) {
      connection.setRequestProperty("Last-Event-ID", lastEventId);
    }
    List<Event> events = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      String number = "";
      String name = "";
      String data = "";
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("id:")) {
          number = line.substring(3).strip();
        } else if (line.startsWith("event:")) {
          name = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          data += line.substring(5).strip();
        } else if (line.isEmpty() && !data.isEmpty()) {
          events.add(new Event(number, name, data));
          number = name = data = "";
        }
      }
    }
    return events;
  }

  private static String selection(FakeEndpoint endpoint) {
    String candidate = "  - endpoint: {url: '" + endpoint.url() + "', model: fake}\n";
    return "name: 比一比\nsuites: tiny-zh\ncandidates:\n" + candidate + candidate;
  }

  private RunStatus.State status(String id) {
    return RunStatus.of(new RunFolder(folder.resolve("runs").resolve(id))).state();
  }

  private String log(String id) throws Exception {
    return Files.readString(folder.resolve("runs").resolve(id).resolve("console.log"));
  }

  private void awaitSamples(String id) throws Exception {
    Path samples = folder.resolve("runs").resolve(id).resolve("samples.jsonl");
    Path plan = folder.resolve("runs").resolve(id).resolve("plan.json");
    while (!Files.exists(plan) || Files.size(samples) == 0) {
      assertThat(status(id)).as(log(id)).isEqualTo(RunStatus.State.RUNNING);
      Thread.sleep(20);
    }
  }
}
