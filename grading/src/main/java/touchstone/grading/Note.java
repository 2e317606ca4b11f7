package touchstone.grading;

import touchstone.model.Finding;
import touchstone.model.Text;

/** Builds the findings of one grader about one check of one answer. */
record Note(String grader, String about, Answer answer, double weight) {
  Finding of(double credit, String quote, String zh, String en) {
    return new Finding(
        grader, about, answer.turn(), weight, credit, quote, new Text(zh, en), false);
  }

  /** What fails as a whole although parts of it hold. */
  Finding failed(double credit, String zh, String en) {
    return new Finding(grader, about, answer.turn(), weight, credit, "", new Text(zh, en), true);
  }

  /** A fault that outweighs the other findings. */
  Finding veto(String quote, String zh, String en) {
    return new Finding(grader, about, answer.turn(), weight, 0, quote, new Text(zh, en), true);
  }
}
