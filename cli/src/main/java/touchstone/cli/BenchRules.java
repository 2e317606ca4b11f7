package touchstone.cli;

import java.util.List;
import java.util.Set;

/** Which options of {@code touchstone bench} exclude each other, or say nothing without another. */
final class BenchRules {
  private static final String MAX = "--find-max";
  private static final String STORED = "--from-trace";

  /** An option and those that it cannot go with. */
  private record Excluded(String option, List<String> others) {}

  /** An option that needs one of some others. */
  private record Needs(String option, List<String> anyOf, String shown) {}

  private static final List<Excluded> EXCLUDED =
      List.of(
          new Excluded(
              "--trace-replay",
              List.of("--concurrency", "--rate", "--ramp", "--arrivals", MAX, "--vs", STORED)),
          new Excluded("--ramp", List.of("--concurrency", "--rate", MAX, STORED)),
          new Excluded(
              "--sessions", List.of("--trace-replay", "--ramp", "--prompts", MAX, "--vs", STORED)),
          new Excluded("--repeats", List.of(MAX, "--vs", STORED)),
          new Excluded("--hdr", List.of(MAX, "--vs")),
          new Excluded("--sentinel", List.of(MAX, "--vs", STORED)),
          new Excluded("--vs", List.of(MAX, STORED)),
          new Excluded("--as", List.of(MAX)),
          new Excluded(MAX, List.of("--concurrency", "--rate", "--warmup", STORED)),
          new Excluded(
              STORED,
              List.of(
                  "--concurrency",
                  "--rate",
                  "--arrivals",
                  "--requests",
                  "--duration",
                  "--warmup",
                  "--prompts",
                  "--trace")));

  private static final List<Needs> NEEDS =
      List.of(
          new Needs("--replay-speed", List.of("--trace-replay"), "--trace-replay FILE"),
          new Needs("--think-time", List.of("--sessions"), "--sessions FILE"),
          new Needs("--find-max-limit", List.of(MAX), MAX),
          new Needs("--trace-payload", List.of("--trace"), "--trace FILE"),
          new Needs("--arrivals", List.of("--rate", "--ramp", MAX), "--rate / --ramp"));

  private BenchRules() {}

  /**
   * Refuses what would be ignored, before anything is sent.
   *
   * @param given the names of the options on the command line
   */
  static void check(BenchWords words, Set<String> given) {
    for (Excluded each : EXCLUDED) {
      for (String other : each.others()) {
        if (given.contains(each.option()) && given.contains(other)) {
          throw words.excluded(each.option(), other);
        }
      }
    }
    for (Needs each : NEEDS) {
      if (given.contains(each.option()) && each.anyOf().stream().noneMatch(given::contains)) {
        throw words.alone(each.option(), each.shown());
      }
    }
  }
}
