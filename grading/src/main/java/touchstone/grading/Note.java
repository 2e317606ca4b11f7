package touchstone.grading;

import touchstone.model.Finding;
import touchstone.model.Text;

/** Builds the findings of one grader about one check of one answer. */
record Note(String grader, String about, Answer answer, double weight) {
  Finding of(double credit, String quote, String zh, String en) {
    return new Finding(
        grader, about, answer.turn(), weight, credit, quote, new Text(zh, en), false);
  }

  /** A fault that outweighs the other findings. */
  Finding veto(String quote, String zh, String en) {
    return new Finding(grader, about, answer.turn(), weight, 0, quote, new Text(zh, en), true);
  }
}
