package touchstone.model;

/**
 * A fault that a user can do something about: what is wrong (naming the value, the place and what
 * was expected) and the next step.
 */
public record Problem(Text what, Text nextStep) {
  /** The two sentences in one language, one a line. */
  public String in(Language language) {
    return nextStep.in(language).isEmpty()
        ? what.in(language)
        : what.in(language) + "\n  → " + nextStep.in(language);
  }
}
