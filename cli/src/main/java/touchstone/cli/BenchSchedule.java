package touchstone.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import touchstone.load.Mark;
import touchstone.load.WarmUp;
import touchstone.model.ChatRequest;

/** What an open loop sends and when. */
final class BenchSchedule {
  private final long[] times;
  private final int cold;
  private final IntFunction<ChatRequest> prompts;
  private final IntFunction<Mark> marks;

  private BenchSchedule(
      long[] times, int cold, IntFunction<ChatRequest> prompts, IntFunction<Mark> marks) {
    this.times = times;
    this.cold = cold;
    this.prompts = prompts;
    this.marks = marks;
  }

  /** The first of these times: so many that count, within so much time. */
  static BenchSchedule of(
      long[] all,
      WarmUp warmUp,
      OptionalInt most,
      Optional<Duration> time,
      IntFunction<ChatRequest> prompts) {
    int cold = warmUp.of(all);
    long[] within =
        time.map(limit ->
                Arrays.stream(all)
                    .takeWhile(each -> each < limit.plus(warmUp.time()).toNanos())
                    .toArray())
            .orElse(all);
    long end = Math.min(within.length, (long) cold + most.orElse(within.length));
    return new BenchSchedule(Arrays.copyOf(within, (int) end), cold, prompts, _ -> Mark.LOAD);
  }

  /** Nanoseconds after the start, ascending. */
  long[] times() {
    return times.clone();
  }

  /** How many are due after so long. */
  int due(long nanos) {
    int place = Arrays.binarySearch(times, nanos);
    return place < 0 ? -place - 1 : place + 1;
  }

  /** How many of the first do not count. */
  int cold() {
    return cold;
  }

  /** The same with what each number is in its level. */
  BenchSchedule marked(IntFunction<Mark> other) {
    return new BenchSchedule(times, cold, prompts, other);
  }

  /** What each number is in its level. */
  IntFunction<Mark> marks() {
    return marks;
  }

  /** The request of each number. */
  IntFunction<ChatRequest> prompts() {
    return prompts;
  }
}
