package touchstone.deploy.llamacpp;

import java.util.Map;

/**
 * A request that is answered with an error in OpenAI's shape.
 *
 * <p>The message names the value, what was expected and the next step.
 */
final class ApiFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String type;
  private final String param;
  private final String code;

  ApiFault(int status, String type, String param, String code, String message) {
    super(message);
    this.status = status;
    this.type = type;
    this.param = param;
    this.code = code;
  }

  static ApiFault invalid(String param, String message) {
    return new ApiFault(400, "invalid_request_error", param, "invalid_value", message);
  }

  static ApiFault gone(String message) {
    return new ApiFault(409, "conflict_error", "touchstone_batch", "batch_incomplete", message);
  }

  static ApiFault busy(int queued) {
    return new ApiFault(
        503,
        "overloaded_error",
        "",
        "queue_full",
        "%d requests are waiting already, as many as the queue holds; send it again in a second"
            .formatted(queued));
  }

  static ApiFault broken(String what) {
    return new ApiFault(
        500,
        "server_error",
        "",
        "engine_failed",
        "the engine failed: %s; its log tells more".formatted(what));
  }

  int status() {
    return status;
  }

  String json() {
    return Json.write(
        Map.of(
            "error",
            Json.ordered(
                "message",
                String.valueOf(getMessage()),
                "type",
                type,
                "param",
                param.isEmpty() ? Json.NULL : param,
                "code",
                code)));
  }
}
