package touchstone.cli;

import java.util.function.Supplier;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * A fault in what the user gave (an option, a selection, a suite, a name), found before anything
 * was done; ends with {@link Exit#BAD_USAGE} where a fault of the work itself ends with {@link
 * Exit#FAILED}.
 */
final class UsageProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  UsageProblem(Text what, Text nextStep) {
    this(new Problem(what, nextStep));
  }

  /** An option's value that is not what it should be; {@code expected} is short. */
  static UsageProblem value(String option, String value, Text expected) {
    return new UsageProblem(
        new Text(
            option + " " + value + "：应为 " + expected.zh(),
            option + " " + value + ": expected " + expected.en()),
        new Text("各选项的写法见这个命令的 --help。", "See the command's --help for every option."));
  }

  private UsageProblem(Problem problem) {
    super(problem.what().en());
    this.problem = problem;
  }

  /** Does what only reads the user's words; a problem in it is one of usage. */
  static <T> T in(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ProblemException fault) {
      throw new UsageProblem(fault.problem());
    }
  }

  Problem problem() {
    return problem;
  }
}
