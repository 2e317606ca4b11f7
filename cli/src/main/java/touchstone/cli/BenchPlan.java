package touchstone.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PrimitiveIterator;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import touchstone.load.Level;
import touchstone.load.LoadGenerator;
import touchstone.load.Mark;
import touchstone.load.Ramp;
import touchstone.load.WarmUp;
import touchstone.model.ChatRequest;

/**
 * What a level sends, whatever endpoint it goes to.
 *
 * @param warmUp of each level; empty for one request a user, or one second's
 * @param most requests that count, a level
 * @param time how long a level sends
 */
record BenchPlan(
    List<ChatRequest> requests,
    long seed,
    Optional<WarmUp> warmUp,
    OptionalInt most,
    Optional<Duration> time) {
  /** Requests that one level can have. */
  static final int MOST = 10_000_000;

  private static final int USUAL = 100;
  private static final long RUN = 1_000_003;
  static final double USUAL_SECONDS = 60;

  /** The same for another run: its requests and arrivals are drawn anew. */
  BenchPlan in(int run) {
    return new BenchPlan(requests, seed + run * RUN, warmUp, most, time);
  }

  /** The request of each number. */
  IntFunction<ChatRequest> prompts() {
    return LoadGenerator.cycling(requests, seed);
  }

  /** The warm-up of a level given in numbers. */
  WarmUp first(Level level) {
    return warmUp.orElse(new WarmUp((int) Math.max(1, Math.ceil(level.value())), Duration.ZERO));
  }

  /** How many requests count in a closed loop; a time alone leaves that open. */
  int counted(Level level) {
    int usual = time.isPresent() ? Integer.MAX_VALUE : Math.max(USUAL, 5 * (int) level.value());
    return most.orElse(usual);
  }

  /** How long a closed loop sends, its warm-up included; empty without a time. */
  Optional<Duration> limit(Level level) {
    return time.map(each -> each.plus(first(level).time()));
  }

  /** What an open loop of a rate sends and when. */
  BenchSchedule schedule(Level level) {
    return level.ramp().map(each -> ramp(level, each)).orElseGet(() -> steady(level));
  }

  /**
   * Its warm-up, where one is wanted, is its beginning: a level before it would be another load.
   */
  private BenchSchedule ramp(Level level, Ramp ramp) {
    long[] all = BenchWords.fireTimes(level, MOST, seed);
    WarmUp first = warmUp.orElse(WarmUp.NONE);
    return BenchSchedule.of(all, first, most, Optional.empty(), prompts())
        .marked(number -> Mark.atRate(ramp.perSecond(all[number] / 1e9)));
  }

  private BenchSchedule steady(Level level) {
    WarmUp first = first(level);
    double seconds = time.map(BenchPlan::seconds).orElse(USUAL_SECONDS);
    int fitting = (int) Math.clamp(Math.ceil(seconds * level.value()), 1, MOST);
    boolean endless = most.isPresent() && time.isEmpty();
    int counted = endless ? most.getAsInt() : Math.min(most.orElse(MOST), fitting);
    long[] all = upTo(BenchWords.arrivals(level, seed).iterator(), first, counted);
    return BenchSchedule.of(all, first, OptionalInt.of(counted), Optional.empty(), prompts());
  }

  /** Arrivals until so many that count have come, however many the warm-up swallows. */
  private static long[] upTo(PrimitiveIterator.OfLong arrivals, WarmUp first, int counted) {
    LongStream.Builder kept = LongStream.builder();
    int left = counted;
    for (int number = 0; left > 0; number++) {
      long due = arrivals.nextLong();
      left -= first.covers(number, due) ? 0 : 1;
      kept.add(due);
    }
    return kept.build().toArray();
  }

  /** What a recording sends and when: all of it, unless the user cuts it. */
  BenchSchedule schedule(BenchReplay replay) {
    return BenchSchedule.of(
        replay.times(), warmUp.orElse(WarmUp.NONE), most, time, replay.prompts(prompts(), seed));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
