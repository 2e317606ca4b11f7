package touchstone.deploy;

import java.util.Optional;
import touchstone.model.Endpoint;
import touchstone.model.Facts;
import touchstone.model.Problem;

/** A candidate that is up. Closing it releases what it holds; closing twice does nothing. */
public interface Deployment extends AutoCloseable {
  Endpoint endpoint();

  Facts facts();

  /**
   * Seconds that the engine itself has been at work so far (loading, prefill, decoding); for an
   * outside endpoint, which does not tell, 0.
   */
  double engineSeconds();

  /** Why it ended by itself, where it did and somebody knows. */
  default Optional<Problem> failure() {
    return Optional.empty();
  }

  @Override
  void close();
}
