package touchstone.endpoint;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.BatchSlot;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.Message;
import touchstone.model.ProblemException;
import touchstone.model.Tool;

/**
 * The JSON of a chat request.
 *
 * @param cap the most tokens that the answer may have, after the user's own fields are merged in
 */
record RequestBody(ObjectNode json, int cap) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static RequestBody of(Endpoint endpoint, ChatRequest request, Dialect dialect) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", endpoint.model());
    ArrayNode messages = body.putArray("messages");
    for (Message message : request.messages()) {
      messages.addObject().put("role", message.role().wire()).put("content", message.content());
    }
    body.put("stream", true);
    if (dialect.streamOptions()) {
      body.putObject("stream_options").put("include_usage", true);
    }
    body.put(dialect.maxTokens(), request.sampling().maxTokens());
    body.put("temperature", request.sampling().temperature());
    request.sampling().topP().ifPresent(topP -> body.put("top_p", topP));
    if (dialect.seed()) {
      body.put("seed", request.seed());
    }
    if (!request.tools().isEmpty()) {
      request.tools().forEach(tool -> putTool(body.withArray("tools"), tool));
      body.put("tool_choice", "auto");
    }
    if (endpoint.takesBatches()) {
      request.batch().ifPresent(slot -> putBatch(body, slot));
    }
    merge(body, extra(endpoint));
    int own = body.path("max_tokens").asInt(Integer.MAX_VALUE);
    return new RequestBody(body, Math.min(own, body.path("max_completion_tokens").asInt(own)));
  }

  byte[] bytes() {
    return JSON.writeValueAsBytes(json);
  }

  private static void putTool(ArrayNode tools, Tool tool) {
    ObjectNode function = tools.addObject().put("type", "function").putObject("function");
    function.put("name", tool.name()).put("description", tool.description());
    function.set("parameters", JSON.readTree(tool.parameters()));
  }

  private static void putBatch(ObjectNode body, BatchSlot slot) {
    body.putObject("touchstone_batch")
        .put("id", slot.id())
        .put("size", slot.size())
        .put("index", slot.index())
        .put("session", slot.session());
  }

  private static ObjectNode extra(Endpoint endpoint) {
    String text = endpoint.extraBody().isBlank() ? "{}" : endpoint.extraBody();
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException notJson) {
      throw new ProblemException(Faults.extraBody(notJson.getOriginalMessage()), notJson);
    }
    throw new ProblemException(Faults.extraBody("not an object"));
  }

  /** Objects are merged member by member, anything else is replaced. */
  private static void merge(ObjectNode into, ObjectNode from) {
    for (var member : from.properties()) {
      JsonNode present = into.path(member.getKey());
      if (present instanceof ObjectNode inner && member.getValue() instanceof ObjectNode more) {
        merge(inner, more);
      } else {
        into.set(member.getKey(), member.getValue());
      }
    }
  }
}
