package touchstone.endpoint;

import java.util.Optional;
import touchstone.model.Text;

/**
 * How a client's arrivals were stamped, for its results.
 *
 * @param fallback why it is not the more exact engine; empty where it is
 * @param error the engine's own error, as its self-test at start-up found it; empty where the
 *     engine was prescribed
 */
public record EngineReport(
    EngineKind kind, Optional<Text> fallback, Optional<StampError> error, StampCounts stamps) {}
