package touchstone.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import touchstone.model.Text;

/**
 * Puts an engine to the test on this machine: the engine as it measures endpoints, against a server
 * on loopback that tells when it sent each chunk.
 */
public final class SelfTest {
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private SelfTest() {}

  /** One trial of an engine; never throws for what the machine cannot do. */
  public static EngineTrial run(EngineKind kind, TrialLoad load) throws InterruptedException {
    Optional<Text> unavailable = kind.unavailable();
    if (unavailable.isPresent()) {
      return EngineTrial.failed(kind, load, unavailable.get());
    }
    try (TruthServer server = TruthServer.start(load);
        TimingEngine engine =
            TimingEngine.start(
                kind, TimingEngine.loops(), System::nanoTime, SSLContext.getDefault(), true)) {
      List<Flight> flights = fly(engine, server, load);
      return judge(kind, load, flights, engine.stamps());
    } catch (IOException | java.security.NoSuchAlgorithmException refused) {
      return EngineTrial.failed(
          kind, load, new Text("自测跑不起来：" + refused, "the self-test cannot run: " + refused));
    }
  }

  private static List<Flight> fly(TimingEngine engine, TruthServer server, TrialLoad load)
      throws IOException, InterruptedException {
    Target target =
        new Target(false, "localhost", server.address().getPort(), List.of(server.address()));
    List<Flight> flights = new ArrayList<>();
    for (int i = 0; i < load.streams(); i++) {
      Flight flight = new Flight(i, target, ByteBuffer.wrap(REQUEST), System.nanoTime());
      flights.add(flight);
      engine.start(flight);
    }
    Timeouts patient =
        new Timeouts(PATIENCE, PATIENCE.plus(load.gap()), load.length().plus(PATIENCE));
    for (Flight flight : flights) {
      Optional<Broken.Kind> late = flight.await(patient, System::nanoTime);
      if (late.isPresent()) {
        engine.abort(flight, new Broken(late.get(), ""));
        flight.awaitEnd();
      }
    }
    return flights;
  }

  private static EngineTrial judge(
      EngineKind kind, TrialLoad load, List<Flight> flights, StampCounts stamps) {
    long[] errors = new long[load.streams() * load.chunks()];
    int judged = 0;
    int seen = 0;
    for (Flight flight : flights) {
      long last = Long.MIN_VALUE;
      int place = 0;
      for (StreamEvent event : EventStream.parse(flight.body())) {
        long sent = TruthServer.sentNanos(event.data());
        if (sent > last && place < load.steps()) {
          last = sent;
          seen++;
          if (place >= load.warmUp()) {
            errors[judged++] = Math.abs(event.arrivalNanos() - sent);
          }
        }
        place++;
      }
    }
    int sent = load.streams() * load.steps();
    Optional<StampError> error =
        judged == 0 ? Optional.empty() : Optional.of(StampError.of(Arrays.copyOf(errors, judged)));
    return new EngineTrial(kind, load, sent, seen, error, stamps, failure(sent, seen, flights));
  }

  private static Optional<Text> failure(int sent, int seen, List<Flight> flights) {
    if (seen == sent) {
      return Optional.empty();
    }
    Text why =
        flights.stream()
            .flatMap(flight -> flight.broken().stream())
            .findFirst()
            .map(broken -> Text.same(broken.kind().word() + " " + broken.detail()))
            .orElse(new Text("原因不明", "for no known reason"));
    return Optional.of(
        new Text(
            "%d 个分片只收到 %d 个：%s".formatted(sent, seen, why.zh()),
            "%d of %d chunks arrived: %s".formatted(seen, sent, why.en())));
  }
}
