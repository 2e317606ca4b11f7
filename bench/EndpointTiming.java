package touchstone.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Our engines against ../shared/bench/truth_server.c, with the arguments and the output line of the
 * C clients beside it: ENGINE PORT STREAMS CHUNKS ITL_US TTFT_US RAMP_MS BURST [WARM_UPS].
 */
final class EndpointTiming {
  private static final long BASE = 1_000_000_000_000_000_000L;

  private record Wave(List<Flight> flights, double wallSeconds, double cpuSeconds) {}

  public static void main(String[] args) throws Exception {
    EngineKind kind = EngineKind.valueOf(args[0].toUpperCase(java.util.Locale.ROOT));
    int[] n = Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray();
    int warmUps = n.length > 7 ? n[7] : 1;
    try (TimingEngine engine =
        TimingEngine.start(
            kind, TimingEngine.loops(), System::nanoTime, SSLContext.getDefault(), false)) {
      for (int i = 0; i < warmUps; i++) {
        wave(engine, n);
      }
      StampCounts before = engine.stamps();
      print(kind, n[1], n[2], wave(engine, n), before, engine.stamps());
    }
  }

  private static Wave wave(TimingEngine engine, int[] n) throws Exception {
    String body =
        "{\"model\":\"gt\",\"stream\":true,\"n\":%d,\"itl_us\":%d,\"ttft_us\":%d,\"burst\":%d}"
            .formatted(n[2], n[3], n[4], n[6]);
    byte[] request =
        ("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: %d\r\n\r\n%s".formatted(body.length(), body))
            .getBytes(US_ASCII);
    InetSocketAddress server = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), n[0]);
    Target target = new Target(false, "127.0.0.1", n[0], List.of(server));
    List<Flight> flights = new ArrayList<>();
    long start = System.nanoTime();
    double cpu = cpuSeconds();
    for (int i = 0; i < n[1]; i++) {
      long due = start + i * n[5] * 1_000_000L / n[1];
      Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
      Flight flight = new Flight(i, target, ByteBuffer.wrap(request), System.nanoTime());
      flights.add(flight);
      engine.start(flight);
    }
    Timeouts patient =
        new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMinutes(5));
    for (Flight flight : flights) {
      if (flight.await(patient, System::nanoTime).isPresent()) {
        throw new IllegalStateException("a stream did not end");
      }
    }
    return new Wave(flights, (System.nanoTime() - start) / 1e9, cpuSeconds() - cpu);
  }

  private static double cpuSeconds() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  private static void print(
      EngineKind kind, int streams, int each, Wave wave, StampCounts before, StampCounts after) {
    long[] errors = new long[streams * each];
    long[] firsts = new long[streams];
    long[] sends = new long[streams];
    int count = 0;
    int begun = 0;
    for (Flight flight : wave.flights()) {
      boolean first = true;
      for (StreamEvent event : EventStream.parse(flight.body())) {
        long error = event.arrivalNanos() - field(event.data(), "\"t\":");
        if (first) {
          firsts[begun] = error;
          sends[begun++] = field(event.data(), "\"r\":") - flight.sentNanos();
        } else {
          errors[count++] = error;
        }
        first = false;
      }
    }
    int seen = count + begun;
    long reads = after.byKernel() + after.byRead() - before.byKernel() - before.byRead();
    System.out.printf(
        "java-%s N=%d chunks=%d lost=%d wall=%.2f chunks/s=%.0f cpu_us/chunk=%.2f chunks/read=%.2f"
            + " kernel_stamps=%.3f | chunk-err us %s | first-err %s | send-err %s%n",
        kind.word(),
        streams,
        seen,
        streams * each - seen,
        wave.wallSeconds(),
        seen / wave.wallSeconds(),
        wave.cpuSeconds() * 1e6 / seen,
        (double) seen / reads,
        (double) (after.byKernel() - before.byKernel()) / reads,
        percentiles(Arrays.copyOf(errors, count)),
        percentiles(Arrays.copyOf(firsts, begun)),
        percentiles(Arrays.copyOf(sends, begun)));
  }

  private static long field(String data, String name) {
    int at = data.indexOf(name) + name.length();
    return Long.parseLong(new String(data.substring(at, at + 19).getBytes(UTF_8), UTF_8)) - BASE;
  }

  private static String percentiles(long[] nanos) {
    Arrays.sort(nanos);
    StringBuilder text = new StringBuilder();
    double[] quantiles = {0.5, 0.99, 0.999, 1};
    String[] names = {"p50", "p99", "p999", "max"};
    for (int i = 0; i < names.length; i++) {
      double micros = nanos[(int) ((nanos.length - 1) * quantiles[i])] / 1e3;
      text.append(i == 0 ? "" : " ").append("%s=%.1f".formatted(names[i], micros));
    }
    return text.toString();
  }
}
