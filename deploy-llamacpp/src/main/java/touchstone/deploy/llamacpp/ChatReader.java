package touchstone.deploy.llamacpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import touchstone.model.BatchSlot;
import touchstone.model.Message;

/** Reads the body of a chat completion and says what is wrong with it. */
final class ChatReader {
  private static final int MOST_STOPS = 16;

  private final String model;
  private final List<String> ownStops;
  private final RandomGenerator random;

  /**
   * @param model the name that requests must carry
   * @param ownStops stop strings of the prompt format
   * @param random gives a seed where a request has none
   */
  ChatReader(String model, List<String> ownStops, RandomGenerator random) {
    this.model = model;
    this.ownStops = List.copyOf(ownStops);
    this.random = random;
  }

  /**
   * @throws ApiFault naming the field, its value and what was expected
   */
  ChatCall read(String body) {
    JsonNode root;
    try {
      root = Json.read(body);
    } catch (JacksonException notJson) {
      throw ApiFault.invalid(
          "body",
          "the body is not JSON (%s); send one JSON object"
              .formatted(String.valueOf(notJson.getOriginalMessage())));
    }
    Fields fields = new Fields(root);
    checkModel(fields);
    refuse(fields);
    boolean stream = fields.flag("stream", false);
    boolean usage = new Fields(root.path("stream_options")).flag("include_usage", false);
    return new ChatCall(messages(root), drawing(fields, root), stream, usage, batch(root));
  }

  private void checkModel(Fields fields) {
    String wanted = fields.text("model", model);
    if (!wanted.equals(model)) {
      throw new ApiFault(
          404,
          "invalid_request_error",
          "model",
          "model_not_found",
          "model %s is not served here; ask for %s".formatted(wanted, model));
    }
  }

  private static void refuse(Fields fields) {
    int n = fields.whole("n", 1, 1, Integer.MAX_VALUE);
    if (n != 1) {
      throw ApiFault.invalid("n", "n is %d, expected 1; send one request an answer".formatted(n));
    }
    for (String name : List.of("tools", "functions", "logprobs", "audio")) {
      if (fields.wants(name)) {
        throw ApiFault.invalid(
            name, "%s is not supported by this engine; leave it out".formatted(name));
      }
    }
  }

  private Drawing drawing(Fields fields, JsonNode root) {
    String cap = fields.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
    return new Drawing(
        fields.whole(cap, Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        fields.number("temperature", 1, 0, 5),
        fields.number("top_p", 1, 0, 1),
        Math.max(0, fields.whole("top_k", Samplers.CANDIDATES, -1, Integer.MAX_VALUE)),
        fields.integer("seed", random.nextInt()),
        stops(root.path("stop")),
        fields.number("frequency_penalty", 0, -2, 2),
        fields.number("presence_penalty", 0, -2, 2),
        grammar(root.path("response_format")));
  }

  private List<String> stops(JsonNode stop) {
    List<String> all = new ArrayList<>();
    if (stop.isString()) {
      all.add(stop.stringValue());
    } else if (stop.isArray()) {
      for (JsonNode each : stop) {
        all.add(each.isString() ? each.stringValue() : "");
      }
    } else if (!stop.isMissingNode() && !stop.isNull()) {
      all.add("");
    }
    if (all.size() > MOST_STOPS || all.contains("")) {
      throw ApiFault.invalid(
          "stop",
          "stop is %s, expected a string or an array of up to %d strings, none empty"
              .formatted(Fields.shown(stop), MOST_STOPS));
    }
    all.addAll(ownStops);
    return all;
  }

  private static Optional<String> grammar(JsonNode format) {
    if (format.isMissingNode() || format.isNull()) {
      return Optional.empty();
    }
    String type = new Fields(format).text("type", "");
    return switch (type) {
      case "text" -> Optional.empty();
      case "json_object" -> Optional.of(SchemaGrammar.anyObject());
      case "json_schema" ->
          Optional.of(SchemaGrammar.of(format.path("json_schema").path("schema")));
      default ->
          throw ApiFault.invalid(
              "response_format.type",
              "response_format.type is %s, expected text, json_object or json_schema"
                  .formatted(Fields.shown(format.path("type"))));
    };
  }

  private static List<Message> messages(JsonNode root) {
    JsonNode list = root.path("messages");
    if (!list.isArray() || list.isEmpty()) {
      throw ApiFault.invalid(
          "messages",
          "messages is %s, expected an array of at least one message"
              .formatted(Fields.shown(list)));
    }
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      messages.add(message(list.get(i), "messages[" + i + "]"));
    }
    return messages;
  }

  private static Message message(JsonNode node, String at) {
    String role = node.path("role").asString("").toLowerCase(Locale.ROOT);
    String content = content(role, node.path("content"), at + ".content");
    return switch (role) {
      case "system", "developer" -> Message.system(content);
      case "user" -> Message.user(content);
      case "assistant" -> Message.assistant(content);
      default ->
          throw ApiFault.invalid(
              at + ".role",
              "%s.role is %s, expected system, user or assistant"
                  .formatted(at, Fields.shown(node.path("role"))));
    };
  }

  /** An assistant that only called tools said nothing: its content is null or absent. */
  private static String content(String role, JsonNode content, String at) {
    boolean nothing = content.isNull() || content.isMissingNode();
    return nothing && role.equals("assistant") ? "" : content(content, at);
  }

  private static String content(JsonNode content, String at) {
    if (content.isString()) {
      return content.stringValue().replace("\0", "");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      if (!part.path("text").isString()) {
        throw wrongContent(content, at);
      }
      text.append(part.path("text").stringValue());
    }
    if (!content.isArray() || content.isEmpty()) {
      throw wrongContent(content, at);
    }
    return text.toString().replace("\0", "");
  }

  private static ApiFault wrongContent(JsonNode content, String at) {
    return ApiFault.invalid(
        at,
        "%s is %s, expected a string or an array of text parts; this engine reads text only"
            .formatted(at, Fields.shown(content)));
  }

  private static Optional<BatchSlot> batch(JsonNode root) {
    JsonNode node = root.path("touchstone_batch");
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    Fields fields = new Fields(node, "touchstone_batch.");
    String id = fields.text("id", "");
    int size = fields.whole("size", 0, 0, Integer.MAX_VALUE);
    int index = fields.whole("index", 0, 0, Integer.MAX_VALUE);
    if (id.isEmpty() || size < 1 || index >= size) {
      throw ApiFault.invalid(
          "touchstone_batch",
          "touchstone_batch is %s, expected an id, a size of at least 1 and an index below it"
              .formatted(Fields.shown(node)));
    }
    return Optional.of(new BatchSlot(id, size, index, fields.text("session", "")));
  }
}
