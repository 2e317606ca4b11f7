package touchstone.server;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Text;
import touchstone.model.Ticker;
import touchstone.store.RunFolder;

/** The HTTP API as {@code openapi.yaml} describes it, below {@code /api}. */
final class Api implements HttpService {
  private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
  private static final int MOST_RUNS = 500;

  /** A report runs its own script, but as nobody: no origin, no requests, no windows. */
  private static final String REPORT_POLICY =
      "sandbox allow-scripts allow-downloads; default-src 'none'; style-src 'unsafe-inline';"
          + " script-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'self'";

  private final Workplace workplace;
  private final Runs runs;
  private final RunView view = new RunView(new Verdicts());
  private final Launcher launcher;
  private final Exports exports;
  private final DeletedRuns deleted;
  private final AtomicBoolean closing;
  private final Ticker ticker;

  Api(Workplace workplace, Launcher launcher, AtomicBoolean closing, Ticker ticker) {
    this.workplace = workplace;
    this.runs = new Runs(workplace.runsRoot());
    this.launcher = launcher;
    this.exports = new Exports(workplace);
    this.deleted =
        new DeletedRuns(workplace.deletedRuns(), workplace.runsRoot(), InstantSource.system());
    this.closing = closing;
    this.ticker = ticker;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/openapi.yaml", (_, response) -> description(response))
        .get("/models", (_, response) -> Reply.json(response, 200, choices().models()))
        .get("/suites", (_, response) -> Reply.json(response, 200, choices().suites()))
        .delete("/suites/{name}", this::deleteSuite)
        .get("/dimensions", (_, response) -> Reply.json(response, 200, choices().dimensions()))
        .post("/selections/check", this::check)
        .post("/selections/probe", this::probe)
        .get("/runs", this::list)
        .post("/runs", this::start)
        .get("/runs/{id}", (request, response) -> show(response, 200, folder(request)))
        .get("/runs/{id}/report", this::report)
        .get("/runs/{id}/report.json", this::reportJson)
        .get("/runs/{id}/exports/{format}", this::export)
        .delete("/runs/{id}", this::delete)
        .post("/runs/{id}/restore", this::restore)
        .get("/runs/{id}/events", this::events)
        .post("/runs/{id}/stop", this::stop)
        .post("/runs/{id}/questions", this::questions)
        .post("/runs/{id}/resume", this::resume);
  }

  private Choices choices() {
    return new Choices(workplace);
  }

  private RunFolder folder(ServerRequest request) {
    return runs.find(request.path().pathParameters().get("id"));
  }

  private void check(ServerRequest request, ServerResponse response) {
    String yaml = Body.text(Body.read(request), "yaml");
    Reply.json(response, 200, Draft.read(yaml, workplace).json());
  }

  private void probe(ServerRequest request, ServerResponse response) {
    ObjectNode body = Body.read(request);
    Draft draft = Draft.read(Body.text(body, "yaml"), workplace);
    try {
      Reply.json(response, 200, new Probing(workplace).of(draft, agreed(body)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void deleteSuite(ServerRequest request, ServerResponse response) {
    workplace.ownSuites().delete(request.path().pathParameters().get("name"));
    Reply.json(response, 200, choices().suites());
  }

  private void list(ServerRequest request, ServerResponse response) {
    int limit = limit(request.query().first("limit").orElse("50"));
    ArrayNode list = Reply.object().putArray("runs");
    runs.all().stream().limit(limit).map(view::summary).forEach(list::add);
    Reply.json(response, 200, list);
  }

  private static int limit(String said) {
    if (!said.matches("[0-9]{1,3}")
        || Integer.parseInt(said) < 1
        || Integer.parseInt(said) > MOST_RUNS) {
      throw new Refusal(
          400,
          new Text("limit 应为 1–" + MOST_RUNS + " 的整数", "limit: expected 1 to " + MOST_RUNS),
          new Text("不写就是 50。", "Without it 50 are listed."));
    }
    return Integer.parseInt(said);
  }

  private void start(ServerRequest request, ServerResponse response) {
    ObjectNode body = Body.read(request);
    Draft draft = Draft.read(Body.text(body, "yaml"), workplace);
    RunFolder folder = launcher.start(draft, agreed(body));
    response.header("Location", "/api/runs/" + folder.id());
    show(response, 201, folder);
  }

  private void resume(ServerRequest request, ServerResponse response) {
    RunFolder folder = folder(request);
    ObjectNode body = Body.read(request);
    launcher.resume(folder, Addresses.read(body), agreed(body));
    show(response, 202, folder);
  }

  private void questions(ServerRequest request, ServerResponse response) {
    Addresses addresses = Addresses.read(Body.read(request));
    Reply.json(response, 200, Draft.asked(launcher.questions(folder(request), addresses)));
  }

  private void stop(ServerRequest request, ServerResponse response) {
    RunFolder folder = folder(request);
    launcher.stop(folder);
    show(response, 200, folder);
  }

  private static Set<String> agreed(ObjectNode body) {
    Set<String> agreed = new LinkedHashSet<>();
    for (JsonNode each : body.path("agreed")) {
      agreed.add(each.asString(""));
    }
    return agreed;
  }

  private void show(ServerResponse response, int status, RunFolder folder) {
    Reply.json(response, status, view.whole(folder));
  }

  private void report(ServerRequest request, ServerResponse response) {
    byte[] html = bytes(folder(request), RunFolder::reportHtml);
    response.headers().set(HeaderNames.create("Content-Security-Policy"), REPORT_POLICY);
    response.headers().set(HeaderNames.create("X-Frame-Options"), "SAMEORIGIN");
    // a browser shows no sandboxed document that asks for an opener policy
    response.headers().set(HeaderNames.create("Cross-Origin-Opener-Policy"), "unsafe-none");
    response.header(HeaderNames.CONTENT_TYPE, "text/html;charset=utf-8");
    response.send(html);
  }

  private void reportJson(ServerRequest request, ServerResponse response) {
    RunFolder folder = folder(request);
    byte[] json = bytes(folder, RunFolder::reportJson);
    response.header(HeaderNames.CONTENT_TYPE, "application/json;charset=utf-8");
    response.header(
        "Content-Disposition", "attachment; filename=\"report-" + folder.id() + ".json\"");
    response.send(json);
  }

  private void export(ServerRequest request, ServerResponse response) {
    exports.send(folder(request), request, response);
  }

  private void delete(ServerRequest request, ServerResponse response) {
    RunFolder folder = folder(request);
    deleted.delete(folder);
    Reply.json(response, 200, Reply.object().put("id", folder.id()));
  }

  private void restore(ServerRequest request, ServerResponse response) {
    Body.read(request);
    show(response, 200, deleted.restore(request.path().pathParameters().get("id")));
  }

  private static byte[] bytes(
      RunFolder folder, java.util.function.Function<RunFolder, Path> which) {
    try {
      return Files.readAllBytes(which.apply(folder));
    } catch (IOException _) {
      throw new Refusal(
          404,
          new Text("运行 " + folder.id() + " 还没有报告", "Run " + folder.id() + " has no report yet"),
          new Text("等它结束，或接着跑完。", "Wait for its end, or go on with it."));
    }
  }

  private void events(ServerRequest request, ServerResponse response) {
    RunFolder folder = folder(request);
    String last =
        request
            .headers()
            .first(LAST_EVENT_ID)
            .or(() -> request.query().first("lastEventId").asOptional())
            .orElse("");
    new EventStream(folder, response.sink(SseSink.TYPE), closing, ticker).run(last);
  }

  private void description(ServerResponse response) {
    try (InputStream in =
        Optional.ofNullable(Api.class.getResourceAsStream("openapi.yaml")).orElseThrow()) {
      response.header(HeaderNames.CONTENT_TYPE, "application/yaml;charset=utf-8");
      response.send(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
