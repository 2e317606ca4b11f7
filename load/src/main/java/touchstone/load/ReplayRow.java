package touchstone.load;

import java.util.List;
import java.util.OptionalInt;

/**
 * One recorded request.
 *
 * @param nanos when it came, from an origin that all rows of a file share
 * @param input tokens of its prompt, at least 1; empty where the record does not say
 * @param output tokens of its answer, at least 1; empty where the record does not say
 * @param blocks ids of the prompt's blocks from its start; equal ids are equal text
 */
public record ReplayRow(long nanos, OptionalInt input, OptionalInt output, List<String> blocks) {
  public ReplayRow {
    blocks = List.copyOf(blocks);
  }
}
