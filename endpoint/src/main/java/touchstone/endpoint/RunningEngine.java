package touchstone.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.LongSupplier;
import touchstone.model.Text;

/** An engine at work and why it is this one. */
record RunningEngine(TimingEngine engine, EngineChoice choice) {
  /** Starts what the settings or the self-test say, or the portable one if the system refuses. */
  static RunningEngine start(ClientSettings settings) {
    EngineChoice choice =
        settings.engine().map(EngineChoice::told).orElseGet(EngineChoice::ofThisMachine);
    try {
      return new RunningEngine(start(choice.kind(), settings), choice);
    } catch (IOException refused) {
      return portable(settings, choice, refused);
    }
  }

  EngineReport report() {
    return new EngineReport(choice.kind(), choice.fallback(), choice.error(), engine.stamps());
  }

  private static RunningEngine portable(
      ClientSettings settings, EngineChoice choice, IOException refused) {
    String name = choice.kind().word();
    Text why =
        new Text(
            name + " 启动失败：" + refused.getMessage(),
            name + " could not be started: " + refused.getMessage());
    try {
      return new RunningEngine(
          start(EngineKind.NIO, settings),
          new EngineChoice(EngineKind.NIO, Optional.of(why), Optional.empty()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static TimingEngine start(EngineKind kind, ClientSettings settings) throws IOException {
    LongSupplier clock = settings.ticker()::nanos;
    return TimingEngine.start(
        kind, TimingEngine.loops(), clock, settings.tls(), settings.keepsConnections());
  }
}
