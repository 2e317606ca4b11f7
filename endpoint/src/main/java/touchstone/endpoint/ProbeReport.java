package touchstone.endpoint;

import java.util.List;
import touchstone.model.Problem;

/**
 * What one look at an endpoint showed.
 *
 * @param models names that {@code /models} lists, empty where it lists none or does not exist
 * @param answers whether a tiny chat request got an answer
 * @param streams whether the answer came in several reads, not all at once
 * @param usage whether the server counts tokens
 * @param problems what is wrong or odd, the worst first; empty if all is well
 */
public record ProbeReport(
    List<String> models, boolean answers, boolean streams, boolean usage, List<Problem> problems) {
  public ProbeReport {
    models = List.copyOf(models);
    problems = List.copyOf(problems);
  }

  /** Whether cases can be put to it. */
  public boolean usable() {
    return answers;
  }
}
