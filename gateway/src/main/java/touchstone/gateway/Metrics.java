package touchstone.gateway;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Counts for Prometheus. Labels take names of deployments and routes only, never what a client
 * wrote: nobody can blow up the number of series. Thread-safe.
 */
final class Metrics implements Witness {
  private static final double NANOS = 1e9;
  // Seconds: from a tenth of what is promised to what nobody would accept.
  private static final double[] ADDED = {
    1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 0.1, 1
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter requests =
      Counter.builder()
          .name("touchstone_gateway_requests_total")
          .help("Requests answered, by deployment (empty where none was meant) and HTTP status.")
          .labelNames("model", "status")
          .register(registry);
  private final Counter cutOff =
      Counter.builder()
          .name("touchstone_gateway_cut_off_total")
          .help("Answers that were not sent to their end: the client or the engine went away.")
          .labelNames("model")
          .register(registry);
  private final Counter bytes =
      Counter.builder()
          .name("touchstone_gateway_answer_bytes_total")
          .help("Bytes of answers' bodies sent to clients.")
          .labelNames("model")
          .register(registry);
  private final Gauge streams =
      Gauge.builder()
          .name("touchstone_gateway_streams_in_flight")
          .help("Streamed requests that wait or are being answered now.")
          .register(registry);
  private final Histogram added =
      Histogram.builder()
          .name("touchstone_gateway_added_seconds")
          .help("From reading a piece of an engine's answer to having it with the kernel again.")
          .classicOnly()
          .classicUpperBounds(ADDED)
          .register(registry);

  private final Gauge lost =
      Gauge.builder()
          .name("touchstone_gateway_access_log_lost_lines")
          .help("Lines of the access log that were not written since the start.")
          .register(registry);

  @Override
  public void streamBegun() {
    streams.inc();
  }

  @Override
  public void ended(Served served) {
    if (served.stream()) {
      streams.dec();
    }
    requests.labelValues(served.model(), Integer.toString(served.status())).inc();
    bytes.labelValues(served.model()).inc(served.bytes());
    if (!served.whole()) {
      cutOff.labelValues(served.model()).inc();
    }
  }

  @Override
  public void passed(long nanos) {
    added.observe(nanos / NANOS);
  }

  /**
   * All counts in Prometheus' text format 0.0.4.
   *
   * @param lostLines of the access log
   */
  String text(long lostLines) {
    lost.set((double) lostLines);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape(), EscapingScheme.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
