package touchstone.endpoint;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import touchstone.model.ToolCall;

/**
 * Puts function calls together whose pieces come over several events. Pieces belong together by
 * their index; a server that gives none, or the same one to every call, begins a call with a new
 * id. Used by one thread.
 */
final class CallParts {
  private static final int MOST = 128;

  /** A call whose end has not come yet. */
  private static final class Part {
    private final int index;
    private final StringBuilder arguments = new StringBuilder();
    private String id = "";
    private String name = "";

    Part(int index) {
      this.index = index;
    }
  }

  private final List<Part> parts = new ArrayList<>();

  /** Takes the {@code tool_calls} of a delta or of a whole message. */
  void add(JsonNode calls) {
    int place = 0;
    for (JsonNode call : calls) {
      if (parts.size() < MOST) {
        add(call, place++);
      }
    }
  }

  private void add(JsonNode call, int place) {
    String id = call.path("id").asString("");
    boolean numbered = call.path("index").isNumber();
    Part part = part(numbered ? call.path("index").asInt(0) : -1, id, place);
    part.id = part.id.isEmpty() ? id : part.id;
    JsonNode function = call.path("function");
    String name = function.path("name").asString("");
    part.name = part.name.isEmpty() ? name : part.name;
    JsonNode arguments = function.path("arguments");
    if (arguments.isString()) {
      part.arguments.append(arguments.stringValue());
    } else if (arguments.isObject()) {
      part.arguments.append(arguments);
    }
  }

  /** The call that a piece goes on with, or a new one. */
  private Part part(int index, String id, int place) {
    for (Part each : parts.reversed()) {
      boolean same = index >= 0 ? each.index == index : id.isEmpty() && place == 0;
      boolean another = !id.isEmpty() && !each.id.isEmpty() && !each.id.equals(id);
      boolean itself = !id.isEmpty() && each.id.equals(id);
      if (itself || (same && !another)) {
        return each;
      }
    }
    Part begun = new Part(index);
    parts.add(begun);
    return begun;
  }

  List<ToolCall> calls() {
    return parts.stream()
        .map(each -> new ToolCall(each.id, each.name, each.arguments.toString()))
        .toList();
  }
}
