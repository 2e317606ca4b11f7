package touchstone.deploy;

import touchstone.model.Candidate;
import touchstone.model.Progress;

/** Brings candidates up in one way: the embedded engine, an outside endpoint, and so on. */
public interface Backend {
  /** Whether this backend is the one for the candidate. */
  boolean takes(Candidate candidate);

  /**
   * Brings the candidate up and returns when it is ready to answer.
   *
   * @throws touchstone.model.ProblemException with cause and next step where it cannot come up
   */
  Deployment deploy(Candidate candidate, Progress progress);
}
