package touchstone.deploy;

import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** Builds the exceptions of this room. */
final class Problems {
  private Problems() {}

  static ProblemException of(Text what, Text nextStep) {
    return new ProblemException(new Problem(what, nextStep));
  }

  static ProblemException of(Text what, Text nextStep, Throwable cause) {
    return new ProblemException(new Problem(what, nextStep), cause);
  }
}
