package touchstone.model;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What became of one sample.
 *
 * @param score 1 to 5 for SCORED and MODEL_FAIL, absent for the others
 * @param reason why it is not SCORED, empty otherwise
 */
public record Grade(
    SampleKey key,
    Dimension dimension,
    String cluster,
    Standing standing,
    OptionalDouble score,
    List<Finding> findings,
    String reason) {
  public Grade {
    findings = List.copyOf(findings);
  }
}
