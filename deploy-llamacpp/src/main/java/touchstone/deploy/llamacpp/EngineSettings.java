package touchstone.deploy.llamacpp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import touchstone.deploy.PromptFormat;

/**
 * What an engine process is started with.
 *
 * @param name that requests carry
 * @param contextTokens of each sequence
 * @param sequences decoded together at most, also the largest batch
 * @param queueLimit requests that may wait
 * @param port 0 for any that is free
 */
record EngineSettings(
    Path model,
    String name,
    PromptFormat format,
    int contextTokens,
    int sequences,
    int threads,
    int queueLimit,
    int port) {
  /** One line of JSON. */
  String json() {
    return Json.write(
        Json.ordered(
            "model", model.toString(),
            "name", name,
            "format", format(format),
            "contextTokens", contextTokens,
            "sequences", sequences,
            "threads", threads,
            "queueLimit", queueLimit,
            "port", port));
  }

  EngineSettings withContext(int tokens) {
    return new EngineSettings(model, name, format, tokens, sequences, threads, queueLimit, port);
  }

  static EngineSettings read(String json) {
    JsonNode root = Json.read(json);
    return new EngineSettings(
        Path.of(root.path("model").stringValue()),
        root.path("name").stringValue(),
        readFormat(root.path("format")),
        root.path("contextTokens").intValue(),
        root.path("sequences").intValue(),
        root.path("threads").intValue(),
        root.path("queueLimit").intValue(),
        root.path("port").intValue());
  }

  private static Object format(PromptFormat format) {
    return switch (format) {
      case PromptFormat.ModelTemplate own ->
          Json.ordered("type", "template", "assistantPrefix", own.assistantPrefix());
      case PromptFormat.Transcript text ->
          Json.ordered(
              "type", "transcript",
              "user", text.user(),
              "assistant", text.assistant(),
              "examples",
                  text.examples().stream()
                      .map(each -> List.of(each.user(), each.answer()))
                      .toList(),
              "stops", text.stops());
    };
  }

  private static PromptFormat readFormat(JsonNode node) {
    if (node.path("type").stringValue().equals("template")) {
      return new PromptFormat.ModelTemplate(node.path("assistantPrefix").stringValue());
    }
    List<PromptFormat.Example> examples = new ArrayList<>();
    for (JsonNode each : node.path("examples")) {
      examples.add(new PromptFormat.Example(each.get(0).stringValue(), each.get(1).stringValue()));
    }
    List<String> stops = new ArrayList<>();
    node.path("stops").forEach(stop -> stops.add(stop.stringValue()));
    return new PromptFormat.Transcript(
        node.path("user").stringValue(), node.path("assistant").stringValue(), examples, stops);
  }
}
