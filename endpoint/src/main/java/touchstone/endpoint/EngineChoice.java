package touchstone.endpoint;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import touchstone.model.Text;

/**
 * Which engine measures and why.
 *
 * @param fallback why it is not the more exact one; empty where it is
 * @param error of this engine in the trial that chose it; empty where none was made
 */
public record EngineChoice(EngineKind kind, Optional<Text> fallback, Optional<StampError> error) {
  // An epoll engine that is this exact needs no comparison.
  private static final long EXACT_NANOS = 50_000;

  // On a busy machine two medians differ by more than this by chance only.
  private static final long SLACK_NANOS = 20_000;

  /** Without a trial. */
  static EngineChoice told(EngineKind kind) {
    return kind.unavailable()
        .map(why -> new EngineChoice(EngineKind.NIO, Optional.of(why), Optional.empty()))
        .orElse(new EngineChoice(kind, Optional.empty(), Optional.empty()));
  }

  /** What a brief trial on this machine says; made once a process, when first asked for. */
  static EngineChoice ofThisMachine() {
    return OfThisMachine.CHOICE.join();
  }

  private static final class OfThisMachine {
    static final CompletableFuture<EngineChoice> CHOICE =
        CompletableFuture.supplyAsync(
            EngineChoice::measure,
            task -> Thread.ofPlatform().daemon().name("engine-self-test").start(task));
  }

  // The first trial only brings the classes in, which on a busy machine takes longer than a whole
  // trial; the last one gives epoll as warm a start as NIO had.
  private static EngineChoice measure() {
    try {
      SelfTest.run(EngineKind.EPOLL, TrialLoad.WARM_UP);
      EngineTrial epoll = SelfTest.run(EngineKind.EPOLL, TrialLoad.BRIEF);
      if (exact(epoll)) {
        return new EngineChoice(EngineKind.EPOLL, Optional.empty(), epoll.error());
      }
      EngineTrial nio = SelfTest.run(EngineKind.NIO, TrialLoad.BRIEF);
      return better(SelfTest.run(EngineKind.EPOLL, TrialLoad.BRIEF), nio);
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static boolean exact(EngineTrial trial) {
    return trial.complete()
        && trial.error().filter(error -> error.p50Nanos() <= EXACT_NANOS).isPresent();
  }

  /** The one to take after a trial of both: epoll where it lost nothing and is not the worse. */
  public static EngineChoice better(EngineTrial epoll, EngineTrial nio) {
    if (!epoll.complete()) {
      return new EngineChoice(EngineKind.NIO, epoll.failure(), nio.error());
    }
    long mine = median(epoll);
    long other = nio.complete() ? median(nio) : Long.MAX_VALUE;
    if (mine - SLACK_NANOS <= other) {
      return new EngineChoice(EngineKind.EPOLL, Optional.empty(), epoll.error());
    }
    Text why =
        new Text(
            "自测中 epoll 的误差中位数 %d µs，反而比 NIO 的 %d µs 大".formatted(mine / 1000, other / 1000),
            "in the self-test epoll was off by %d µs at the median, NIO by %d µs"
                .formatted(mine / 1000, other / 1000));
    return new EngineChoice(EngineKind.NIO, Optional.of(why), nio.error());
  }

  private static long median(EngineTrial trial) {
    return trial.error().map(StampError::p50Nanos).orElse(Long.MAX_VALUE);
  }
}
