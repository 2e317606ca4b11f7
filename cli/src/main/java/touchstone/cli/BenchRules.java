package touchstone.cli;

import java.util.List;
import java.util.Set;
import touchstone.model.Text;

/** Which options of {@code touchstone bench} exclude each other, or say nothing without another. */
final class BenchRules {
  /** What the address goes by among the names of options. */
  static final String URL = "URL";

  /** What {@code --find-max concurrency} goes by among them, beside {@code --find-max}. */
  static final String MAX_USERS = "--find-max concurrency";

  private static final String MAX = "--find-max";
  private static final String STORED = "--from-trace";

  /** What a stored trace can be asked for; all else is about sending. */
  private static final Set<String> OF_STORED =
      Set.of(STORED, "--slo", "--as", "--json", "--csv", "--hdr", "--html", "--quiet");

  /** An option and those that it cannot go with. */
  private record Excluded(String option, List<String> others) {}

  /** An option that needs one of some others. */
  private record Needs(String option, List<String> anyOf, String shown) {}

  private static final List<Excluded> EXCLUDED =
      List.of(
          new Excluded(
              "--trace-replay",
              List.of("--concurrency", "--rate", "--ramp", "--arrivals", MAX, "--vs")),
          new Excluded("--ramp", List.of("--concurrency", "--rate", MAX)),
          new Excluded("--sessions", List.of("--trace-replay", "--ramp", "--prompts", MAX, "--vs")),
          new Excluded("--repeats", List.of(MAX, "--vs")),
          new Excluded("--hdr", List.of(MAX, "--vs")),
          new Excluded("--html", List.of(MAX, "--vs")),
          new Excluded("--sentinel", List.of(MAX, "--vs")),
          new Excluded("--vs", List.of(MAX)),
          new Excluded("--as", List.of(MAX)),
          new Excluded(MAX, List.of("--concurrency", "--rate", "--warmup")));

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
    if (given.contains(STORED)) {
      stored(words, given);
    }
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
    if (given.contains("--arrivals") && given.contains(MAX_USERS)) {
      throw words.excluded(
          "--arrivals",
          MAX_USERS,
          new Text(
              "按并发数来找，没有到达方式可选：去掉 --arrivals，或改成 --find-max rate。",
              "A search by concurrency has no arrivals: leave --arrivals out, or search with"
                  + " --find-max rate."));
    }
  }

  /** Options first: where one is meant to send, its address is not what is wrong. */
  private static void stored(BenchWords words, Set<String> given) {
    given.stream()
        .filter(each -> !OF_STORED.contains(each) && !each.equals(MAX_USERS))
        .min(
            java.util.Comparator.<String, Boolean>comparing(URL::equals)
                .thenComparing(each -> each))
        .ifPresent(other -> {
          throw words.excluded(
              STORED,
              other,
              new Text(
                  "--from-trace 只重算存下的请求，什么也不发；去掉 " + other + "，或去掉 --from-trace 重新测。",
                  "--from-trace computes stored requests again and sends nothing: leave "
                      + other
                      + " out, or measure anew without --from-trace."));
        });
  }
}
