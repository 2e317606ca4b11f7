package touchstone.model;

/** How a logged trial ended, before any grading. */
public enum Outcome {
  /** The stream ended with a finish reason; an answer cut by a cap that we set counts too. */
  COMPLETED,
  /** The model's own fault: an empty answer, or its context was too small. */
  MODEL_FAIL,
  /** Not the model's fault: connection, 429, 5xx, a broken stream; retried, never scored. */
  INFRA_FAIL,
  /**
   * Left out: the budget was spent, or the endpoint takes no functions and the case offers some.
   */
  SKIPPED;

  /** Whether the model's part is known: asking the same again would not change it. */
  public boolean answered() {
    return this == COMPLETED || this == MODEL_FAIL;
  }
}
