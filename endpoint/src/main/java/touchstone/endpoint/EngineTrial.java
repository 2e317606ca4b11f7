package touchstone.endpoint;

import java.util.Optional;
import touchstone.model.Text;

/**
 * How an engine did against a server with known send times.
 *
 * @param sent chunks that the server was to send, warm-up included
 * @param seen chunks that arrived, each once and in order
 * @param error of the chunks after the warm-up; empty where none arrived
 * @param failure why the trial is no success; empty where every chunk is accounted for
 */
public record EngineTrial(
    EngineKind kind,
    TrialLoad load,
    int sent,
    int seen,
    Optional<StampError> error,
    StampCounts stamps,
    Optional<Text> failure) {

  /** Whether every chunk is accounted for and stamped. */
  public boolean complete() {
    return failure.isEmpty();
  }

  static EngineTrial failed(EngineKind kind, TrialLoad load, Text why) {
    int sent = load.streams() * load.steps();
    return new EngineTrial(
        kind, load, sent, 0, Optional.empty(), StampCounts.NONE, Optional.of(why));
  }
}
