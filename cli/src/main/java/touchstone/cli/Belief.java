package touchstone.cli;

import touchstone.endpoint.EngineTrial;
import touchstone.endpoint.StampError;
import touchstone.model.Text;

/** Whether the times that this machine measures can be believed, and how far. */
enum Belief {
  /** Half of all stamps within 10 µs, 99 % within 100 µs. */
  EXACT,
  /** 99 % of all stamps within a millisecond. */
  MILLISECOND,
  /** Worse than that. */
  POOR,
  /** Something that was sent never arrived. */
  LOST;

  private static final long EXACT_P50_NANOS = 10_000;
  private static final long EXACT_P99_NANOS = 100_000;
  private static final long MILLISECOND_NANOS = 1_000_000;

  static Belief of(EngineTrial trial) {
    if (!trial.complete()) {
      return LOST;
    }
    StampError error = trial.error().orElseThrow();
    if (error.p50Nanos() <= EXACT_P50_NANOS && error.p99Nanos() <= EXACT_P99_NANOS) {
      return EXACT;
    }
    return error.p99Nanos() <= MILLISECOND_NANOS ? MILLISECOND : POOR;
  }

  boolean believable() {
    return this == EXACT || this == MILLISECOND;
  }

  /** The verdict on a trial in one sentence, and what to do where it is bad. */
  Text words(EngineTrial trial) {
    String p99 = trial.error().map(error -> micros(error.p99Nanos())).orElse("?");
    return switch (this) {
      case EXACT ->
          new Text(
              "可信：100 个到达时刻里 99 个误差不超过 " + p99 + "。",
              "To be believed: 99 of 100 arrivals are stamped within " + p99 + ".");
      case MILLISECOND ->
          new Text(
              "可信到毫秒：100 个到达时刻里 99 个误差不超过 " + p99 + "。首字延迟没问题，比这还小的分片间隔别当真。",
              "To be believed to a millisecond: 99 of 100 arrivals are stamped within "
                  + p99
                  + ". Good for time to first token; make nothing of gaps shorter than that.");
      case POOR ->
          new Text(
              "不可信：100 个到达时刻里有 1 个误差超过 " + p99 + "。机器太忙，先关掉别的程序再测，或用 --streams 减少并发。",
              "Not to be believed: 1 of 100 arrivals is off by more than "
                  + p99
                  + ". The machine is too busy: end other programs and try again, or ask for fewer"
                  + " --streams.");
      case LOST ->
          new Text(
              "不可信：" + trial.failure().map(Text::zh).orElse(""),
              "Not to be believed: " + trial.failure().map(Text::en).orElse(""));
    };
  }

  /** Nanoseconds as people read them. */
  static String micros(long nanos) {
    return nanos < 1_000_000 ? "%.1f µs".formatted(nanos / 1e3) : "%.2f ms".formatted(nanos / 1e6);
  }
}
