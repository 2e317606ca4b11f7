package touchstone.server;

import touchstone.model.Problem;
import touchstone.model.Text;

/** Why a request is not done: the HTTP status and the problem. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Problem problem;

  Refusal(int status, Problem problem) {
    super(problem.what().en());
    this.status = status;
    this.problem = problem;
  }

  Refusal(int status, Text what, Text next) {
    this(status, new Problem(what, next));
  }

  int status() {
    return status;
  }

  Problem problem() {
    return problem;
  }
}
