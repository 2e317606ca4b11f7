package touchstone.deploy;

import touchstone.model.Endpoint;

/**
 * Asks an endpoint whether it is ready to answer. Declared here and implemented above, because this
 * room does not speak the chat API.
 */
@FunctionalInterface
public interface ReadinessProbe {
  /**
   * Returns once the endpoint is ready.
   *
   * @throws touchstone.model.ProblemException with cause and next step where it is not
   */
  void check(Endpoint endpoint);
}
