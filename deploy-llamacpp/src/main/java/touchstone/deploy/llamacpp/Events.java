package touchstone.deploy.llamacpp;

import java.util.List;
import java.util.Map;

/** The bodies and events of a chat completion, as OpenAI writes them. */
final class Events {
  private final String id;
  private final String model;
  private final long createdSeconds;

  Events(String id, String model, long createdSeconds) {
    this.id = id;
    this.model = model;
    this.createdSeconds = createdSeconds;
  }

  String role() {
    return chunk(Json.ordered("role", "assistant", "content", ""), Json.NULL);
  }

  String says(String text) {
    return chunk(Map.of("content", text), Json.NULL);
  }

  String finish(Answer.Finish finish) {
    return chunk(Map.of(), finish.wire());
  }

  String usage(Answer.Tokens tokens) {
    return Json.write(
        Json.ordered(
            "id",
            id,
            "object",
            "chat.completion.chunk",
            "created",
            createdSeconds,
            "model",
            model,
            "choices",
            List.of(),
            "usage",
            counts(tokens)));
  }

  String whole(String text, Answer.Finish finish, Answer.Tokens tokens) {
    return Json.write(
        Json.ordered(
            "id",
            id,
            "object",
            "chat.completion",
            "created",
            createdSeconds,
            "model",
            model,
            "choices",
            List.of(
                Json.ordered(
                    "index", 0,
                    "message", Json.ordered("role", "assistant", "content", text),
                    "finish_reason", finish.wire())),
            "usage",
            counts(tokens)));
  }

  private String chunk(Map<String, Object> delta, Object finish) {
    return Json.write(
        Json.ordered(
            "id", id,
            "object", "chat.completion.chunk",
            "created", createdSeconds,
            "model", model,
            "choices", List.of(Json.ordered("index", 0, "delta", delta, "finish_reason", finish))));
  }

  private static Map<String, Object> counts(Answer.Tokens tokens) {
    return Json.ordered(
        "prompt_tokens", tokens.prompt(),
        "completion_tokens", tokens.completion(),
        "total_tokens", tokens.prompt() + tokens.completion(),
        "prompt_tokens_details", Map.of("cached_tokens", tokens.cached()));
  }
}
