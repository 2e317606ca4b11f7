package touchstone.suite;

import java.util.List;
import touchstone.model.ToolCall;

/** What a candidate might answer: words, calls, or both. */
public record Reply(String answer, List<ToolCall> calls) {
  public Reply {
    calls = List.copyOf(calls);
  }

  /** Words alone. */
  public static Reply of(String answer) {
    return new Reply(answer, List.of());
  }
}
