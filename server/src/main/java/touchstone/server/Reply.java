package touchstone.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.store.Json;

/** The forms that answers have: JSON, and problems (RFC 9457) in both languages. */
final class Reply {
  private static final Pattern PLACE =
      Pattern.compile(Pattern.quote(Draft.NAME) + ":(\\d+):(\\d+)[:：]\\s*", Pattern.DOTALL);

  private Reply() {}

  static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  static ObjectNode text(Text text) {
    return object().put("zh", text.zh()).put("en", text.en());
  }

  static void json(ServerResponse response, int status, JsonNode body) {
    send(response, status, "application/json", body);
  }

  /** A problem; one in a posted selection carries line and column, counted from 1. */
  static void problem(ServerResponse response, int status, Problem problem) {
    send(response, status, "application/problem+json", problem(status, problem));
  }

  static ObjectNode problem(int status, Problem problem) {
    ObjectNode body = object().put("type", "about:blank").put("status", status);
    Matcher place = PLACE.matcher(problem.what().en());
    Text what = problem.what();
    if (place.lookingAt()) {
      body.put("line", Integer.parseInt(place.group(1)));
      body.put("column", Integer.parseInt(place.group(2)));
      what = new Text(withoutPlace(what.zh()), withoutPlace(what.en()));
    }
    body.put("title", what.en()).put("detail", problem.nextStep().en());
    body.set("what", text(what));
    body.set("next", text(problem.nextStep()));
    return body;
  }

  private static String withoutPlace(String words) {
    return PLACE.matcher(words).replaceFirst("");
  }

  private static void send(ServerResponse response, int status, String type, JsonNode body) {
    response.status(status).header(HeaderNames.CONTENT_TYPE, type + ";charset=utf-8");
    response.send(Json.mapper().writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
  }

  static void refused(ServerRequest request, ServerResponse response, Refusal refusal) {
    problem(response, refusal.status(), refusal.problem());
  }

  static void unfit(ServerRequest request, ServerResponse response, ProblemException fault) {
    problem(response, 422, fault.problem());
  }

  /** A fault of ours: its trace goes to the server's terminal, never over the wire. */
  static void broken(ServerRequest request, ServerResponse response, Throwable fault) {
    System.getLogger("touchstone.server").log(System.Logger.Level.ERROR, "request failed", fault);
    if (response.isSent()) {
      return;
    }
    problem(
        response,
        500,
        new Problem(
            new Text("程序内部出错（不是你的问题）", "Touchstone itself failed (not your fault)"),
            new Text(
                "请看启动 touchstone serve 的终端里的报错。",
                "The terminal that runs touchstone serve says more.")));
  }
}
