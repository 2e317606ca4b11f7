package touchstone.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import touchstone.load.ConversationFile;
import touchstone.load.Level;
import touchstone.load.SessionChance;
import touchstone.load.SessionPlan;
import touchstone.load.WarmUp;
import touchstone.model.Sampling;
import touchstone.model.Text;

/** {@code --sessions}: conversations as customers hold them, instead of single questions. */
final class BenchSessions {
  private static final int SHOWN = 20;
  private static final int MOST_PRESENT = 5_000;
  private static final Duration EARLIER = Duration.ofMinutes(5);

  @Option(names = "--sessions", paramLabel = "FILE")
  private @Nullable Path sessions;

  @Option(names = "--think-time", paramLabel = "8s")
  private String think = "8s";

  /**
   * Sessions as they were asked for.
   *
   * @param conversations what customers say
   * @param think how long they think on average
   */
  record Asked(ConversationFile conversations, Duration think, Sampling sampling) {
    /** A level in numbers as one of customers. */
    Level of(Level level) {
      Level.Kind kind =
          level.kind() == Level.Kind.RATE ? Level.Kind.CUSTOMER_RATE : Level.Kind.CUSTOMERS;
      return new Level(kind, level.value(), level.arrivals());
    }

    /** What such a level does; without a number and a time, for a minute. */
    SessionPlan plan(Level level, BenchPlan plan) {
      WarmUp first = plan.warmUp().orElse(WarmUp.NONE);
      Optional<Duration> time =
          plan.time()
              .or(() ->
                  plan.most().isPresent()
                      ? Optional.empty()
                      : Optional.of(Duration.ofSeconds((long) BenchPlan.USUAL_SECONDS)))
              .map(each -> each.plus(first.time()));
      return new SessionPlan(
          level,
          chance(plan.seed()),
          sampling,
          arrivals(level, plan.seed()),
          EARLIER,
          first,
          plan.most(),
          time);
    }

    private SessionChance chance(long seed) {
      return new SessionChance(conversations.conversations(), think, seed);
    }

    private static Supplier<LongStream> arrivals(Level level, long seed) {
      return level.kind() == Level.Kind.CUSTOMERS
          ? LongStream::empty
          : () -> BenchWords.arrivals(level, seed);
    }

    /** Says what is asked before the clock starts. */
    void announce(Console console, SessionPlan plan) {
      int turns = plan.earlierTurns();
      if (turns > 0) {
        console.say(
            new Text(
                "先替已在场的客户补问前面的 %d 句（不计数，最多 %d 分钟），再开始计时。".formatted(turns, EARLIER.toMinutes()),
                "First the %d earlier turns of the customers already there (not counted, %d minutes at"
                        .formatted(turns, EARLIER.toMinutes())
                    + " most), then the clock starts."));
      }
    }
  }

  /** Reads the conversations and says which rows are left out. */
  Optional<Asked> read(BenchWords words, Console console, Sampling sampling, List<Level> levels) {
    if (sessions == null) {
      return Optional.empty();
    }
    Path path = sessions;
    Duration pause = words.duration("--think-time", think);
    ConversationFile file = UsageProblem.in(() -> ConversationFile.read(path));
    for (ConversationFile.Bad each : file.bad().stream().limit(SHOWN).toList()) {
      console.say(
          new Text(
              path + " 第 " + each.line() + " 行跳过：" + each.reason().zh(),
              path + ", line " + each.line() + " is left out: " + each.reason().en()));
    }
    console.say(
        new Text(
            "%d 段对话，跳过 %d 行".formatted(file.conversations().size(), file.bad().size()),
            "%d conversations, %d rows left out"
                .formatted(file.conversations().size(), file.bad().size())));
    Asked asked = new Asked(file, pause, sampling);
    levels.forEach(each -> checkPresent(words, asked, each));
    return Optional.of(asked);
  }

  /** Their earlier turns have to be asked before the clock starts, which must end. */
  private void checkPresent(BenchWords words, Asked asked, Level level) {
    double present =
        level.kind() == Level.Kind.RATE ? asked.chance(0).expected(level.value()) : level.value();
    if (present > MOST_PRESENT) {
      throw words.bad(
          level.kind() == Level.Kind.RATE ? "--rate" : "--concurrency",
          "" + level.value(),
          "同时在场的客户会有 %.0f 个，最多 %d 个；降低它，或缩短 --think-time".formatted(present, MOST_PRESENT),
          "that is %.0f customers at once, at most %d; lower it or --think-time"
              .formatted(present, MOST_PRESENT));
    }
  }
}
