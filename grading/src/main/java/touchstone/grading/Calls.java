package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import touchstone.model.Check;
import touchstone.model.Tool;
import touchstone.model.ToolCall;

/**
 * The functions that an answer could call, those that it should, and those that it did.
 *
 * @param due names that the turn's checks ask for, one a check
 */
record Calls(List<Tool> offered, List<String> due, List<ToolCall> made) {
  static final Calls NONE = new Calls(List.of(), List.of(), List.of());

  static Calls of(List<Tool> offered, List<Check> checks, List<ToolCall> made) {
    List<String> due =
        checks.stream()
            .filter(Check.Call.class::isInstance)
            .map(each -> ((Check.Call) each).function())
            .toList();
    return new Calls(offered, due, made);
  }

  Optional<Tool> tool(String name) {
    return offered.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** The first call that changes something and that nobody asked for, or not so many times. */
  Optional<ToolCall> unasked() {
    List<String> left = new ArrayList<>(due);
    return made.stream()
        .filter(each -> !left.remove(each.name()))
        .filter(each -> tool(each.name()).filter(Tool::acts).isPresent())
        .findFirst();
  }

  /** A call as it is quoted: {@code start_refund({"order_id":"…"})}. */
  static String shown(ToolCall call) {
    return Answer.shortened(call.name() + "(" + call.arguments() + ")");
  }
}
