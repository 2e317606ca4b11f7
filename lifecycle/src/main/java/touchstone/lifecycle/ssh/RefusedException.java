package touchstone.lifecycle.ssh;

import java.io.IOException;
import touchstone.model.Problem;

/**
 * The machine is there, but no connection is made: its key is not the known one, or ours is not.
 */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  private final boolean atLogin;

  private RefusedException(Problem problem, boolean atLogin) {
    super(problem.what().en());
    this.problem = problem;
    this.atLogin = atLogin;
  }

  RefusedException(Problem problem) {
    this(problem, false);
  }

  /** The machine is the known one, and lets us not in. */
  static RefusedException login(Problem problem) {
    return new RefusedException(problem, true);
  }

  boolean atLogin() {
    return atLogin;
  }

  Problem problem() {
    return problem;
  }
}
