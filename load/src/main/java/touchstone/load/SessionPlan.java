package touchstone.load;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import touchstone.model.Sampling;

/**
 * A level of sessions.
 *
 * @param level so many customers at once, or so many new ones a second
 * @param arrivals when new customers come, nanoseconds after the clock's start, ascending, without
 *     end: how many are needed, nobody knows beforehand; of an open loop only
 * @param earlierTime how long the turns before the clock's start may take
 * @param warmUp the turns after the clock's start that do not count
 * @param most how many turns count at most
 * @param time how long turns are asked, the warm-up included
 */
public record SessionPlan(
    Level level,
    SessionChance chance,
    Sampling sampling,
    Supplier<LongStream> arrivals,
    Duration earlierTime,
    WarmUp warmUp,
    OptionalInt most,
    Optional<Duration> time) {
  /** Those who are there when the clock starts; each call gives them anew. */
  List<Customer> present() {
    return level.kind() == Level.Kind.CUSTOMERS
        ? chance.present((int) level.value())
        : chance.thinking(level.value());
  }

  /** How many turns are asked before the clock starts. */
  public int earlierTurns() {
    return present().stream().mapToInt(Customer::startsAt).sum();
  }
}
