package touchstone.model;

/** How a trial ended after grading: every trial ends in exactly one. */
public enum Standing {
  SCORED,
  MODEL_FAIL,
  INFRA_FAIL,
  JUDGE_FAIL,
  SKIPPED
}
