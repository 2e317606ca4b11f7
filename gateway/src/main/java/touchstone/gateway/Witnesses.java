package touchstone.gateway;

import java.util.Optional;

/** The metrics, and the access log where there is one. Thread-safe. */
record Witnesses(Metrics metrics, Optional<AccessLog> log) implements Witness {
  @Override
  public void streamBegun() {
    metrics.streamBegun();
  }

  @Override
  public void ended(Served served) {
    metrics.ended(served);
    log.ifPresent(each -> each.note(served));
  }

  @Override
  public void passed(long nanos) {
    metrics.passed(nanos);
  }

  /** A chat request as it is to be remembered. */
  Asked asked(ChatBody body) {
    boolean recorded = log.map(AccessLog::contents).orElse(false);
    return new Asked(
        Refusals.shown(body.model()),
        body.stream(),
        new Tail(),
        recorded ? Optional.of(new Contents(body.with(body.model()))) : Optional.empty());
  }

  /** What {@code /metrics} answers. */
  String metricsText() {
    return metrics.text(log.map(AccessLog::lost).orElse(0L));
  }
}
