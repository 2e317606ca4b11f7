package touchstone.model;

import java.util.List;

/** One user message inside a case, and what its answer is graded on (possibly nothing). */
public record Turn(String user, List<Check> checks) {
  public Turn {
    checks = List.copyOf(checks);
  }
}
