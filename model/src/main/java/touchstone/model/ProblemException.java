package touchstone.model;

/** Carries a {@link Problem} to the place that shows it; never a programming error. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.in(Language.EN));
    this.problem = problem;
  }

  public ProblemException(Problem problem, Throwable cause) {
    super(problem.in(Language.EN), cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
