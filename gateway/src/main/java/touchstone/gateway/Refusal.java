package touchstone.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.json.JsonMapper;
import touchstone.model.Language;
import touchstone.model.Problem;

/** A request that is answered with an error in OpenAI's shape. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final int status;
  private final String type;
  private final String param;
  private final String code;
  private final transient Problem problem;
  private final int retrySeconds;

  /**
   * @param param the field or header at fault, empty where there is none
   */
  Refusal(int status, String type, String param, String code, Problem problem) {
    this(status, type, param, code, problem, 0);
  }

  private Refusal(
      int status, String type, String param, String code, Problem problem, int retrySeconds) {
    super(problem.in(Language.EN), null, false, false);
    this.status = status;
    this.type = type;
    this.param = param;
    this.code = code;
    this.problem = problem;
    this.retrySeconds = retrySeconds;
  }

  /** The same, with the time after which to try again. */
  Refusal after(long seconds) {
    int bounded = Math.clamp(seconds, 1, 3600);
    return new Refusal(status, type, param, code, problem, bounded);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  OptionalInt retrySeconds() {
    return retrySeconds > 0 ? OptionalInt.of(retrySeconds) : OptionalInt.empty();
  }

  /** The error object in one language, on one line. */
  String json(Language language) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("message", message(language));
    error.put("type", type);
    error.put("param", param.isEmpty() ? tools.jackson.databind.node.NullNode.instance : param);
    error.put("code", code);
    return JSON.writeValueAsString(Map.of("error", error));
  }

  private String message(Language language) {
    String what = problem.what().in(language);
    String next = problem.nextStep().in(language);
    if (next.isEmpty()) {
      return what;
    }
    return what + (language == Language.ZH ? "。" : ". ") + next;
  }
}
