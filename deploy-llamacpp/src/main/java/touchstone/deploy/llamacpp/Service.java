package touchstone.deploy.llamacpp;

import java.util.List;
import java.util.random.RandomGenerator;
import touchstone.model.Message;

/** What the engine offers over HTTP, without HTTP. Safe for use by several threads. */
final class Service {
  private final EngineSettings settings;
  private final PromptWriter writer;
  private final ChatReader reader;
  private final Engine engine;
  private final double loadSeconds;

  Service(
      EngineSettings settings,
      PromptWriter writer,
      Engine engine,
      RandomGenerator random,
      double loadSeconds) {
    this.settings = settings;
    this.writer = writer;
    this.reader = new ChatReader(settings.name(), writer.stops(), random);
    this.engine = engine;
    this.loadSeconds = loadSeconds;
  }

  String model() {
    return settings.name();
  }

  /**
   * @throws ApiFault where the request is at fault
   */
  ChatCall read(String body) {
    return reader.read(body);
  }

  /**
   * Puts the request in line; the answer hears from now on.
   *
   * @throws ApiFault where the prompt is too long or the line is full
   */
  Job submit(ChatCall call, Answer answer) {
    Job job = new Job(prompt(call.messages()), call.drawing(), call.batch(), answer);
    engine.submit(job);
    return job;
  }

  private Prompt prompt(List<Message> messages) {
    Prompt prompt = writer.prompt(messages);
    if (prompt.tokens().length >= settings.contextTokens()) {
      throw new ApiFault(
          400,
          "invalid_request_error",
          "messages",
          "context_length_exceeded",
          "the messages are %d tokens, the context is %d and an answer needs room too; shorten them or start the engine with a larger context"
              .formatted(prompt.tokens().length, settings.contextTokens()));
    }
    if (prompt.tokens().length == 0) {
      throw ApiFault.invalid("messages", "the messages are empty, expected some text");
    }
    return prompt;
  }

  String health() {
    return Json.write(
        Json.ordered(
            "status", "ok",
            "model", settings.name(),
            "compute_seconds", engine.computeSeconds(),
            "load_seconds", loadSeconds,
            "active", engine.active(),
            "queued", engine.queued()));
  }

  String models() {
    return Json.write(
        Json.ordered(
            "object",
            "list",
            "data",
            List.of(
                Json.ordered(
                    "id",
                    settings.name(),
                    "object",
                    "model",
                    "owned_by",
                    "touchstone",
                    "max_model_len",
                    settings.contextTokens()))));
  }
}
