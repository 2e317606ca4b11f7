package touchstone.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import touchstone.endpoint.WireEvent;
import touchstone.model.Outcome;
import touchstone.model.Usage;

/** Servers that exist as arithmetic only, so that hundreds of searches take seconds. */
final class SimulatedServers {
  static final int TOKENS = 75;

  private SimulatedServers() {}

  /** One request's times in seconds after its send; infinite for a failure. */
  record Times(double sent, double first, double last) {}

  /**
   * Every request of a wave has TTFT and TPOT from a curve over the concurrency, times lognormal
   * noise: {@code perProbe} common to the wave, {@code perRequest} of its own.
   */
  static Probing curve(
      DoubleUnaryOperator ttft,
      DoubleUnaryOperator tpot,
      double perProbe,
      double perRequest,
      RandomGenerator random) {
    return (level, settle, requests, certain) -> {
      double common = Math.exp(perProbe * random.nextGaussian());
      double load = level.value();
      List<Times> all = new ArrayList<>();
      double seconds = 0;
      for (int i = 0; i < requests + settle; i++) {
        double own = common * Math.exp(perRequest * random.nextGaussian());
        double first = ttft.applyAsDouble(load) * own;
        double last = first + (TOKENS - 1) * tpot.applyAsDouble(load) * own;
        all.add(new Times(0, first, last));
        seconds += last / load;
      }
      return measured(level, all, settle, seconds, certain);
    };
  }

  /** {@code places} requests are served at once, the others wait in line; service takes a time. */
  static Probing line(int places, double service, double noise, RandomGenerator random) {
    return (level, settle, requests, certain) -> {
      boolean open = level.kind() == Level.Kind.RATE;
      double[] arrivals = open ? arrivals(level, settle + requests, random) : new double[0];
      PriorityQueue<Double> free = new PriorityQueue<>();
      for (int i = 0; i < places; i++) {
        free.add(0.0);
      }
      PriorityQueue<Double> users = new PriorityQueue<>();
      for (int i = 0; !open && i < level.value(); i++) {
        users.add(0.0);
      }
      List<Times> all = new ArrayList<>();
      double end = 0;
      for (int i = 0; i < settle + requests; i++) {
        double sent = open ? arrivals[i] : users.remove();
        double begin = Math.max(sent, free.remove());
        double took = service * Math.exp(noise * random.nextGaussian());
        free.add(begin + took);
        users.add(begin + took);
        all.add(new Times(sent, begin - sent + 0.05 * took, begin - sent + took));
        end = Math.max(end, begin + took);
      }
      return measured(level, all, settle, end, certain);
    };
  }

  /**
   * An engine that steps for all its streams at once, a step growing with their number, under open
   * arrivals that go on until the last request that counts has ended.
   */
  static Probing engine(
      double prefill, double step, double perStream, double noise, RandomGenerator random) {
    return (level, settle, requests, certain) -> {
      int counted = settle + requests;
      double[] arrivals = arrivals(level, 4 * counted + 100, random);
      double[] first = new double[arrivals.length];
      double[] last = new double[arrivals.length];
      int[] left = new int[arrivals.length];
      java.util.Arrays.fill(left, TOKENS);
      List<Integer> live = new ArrayList<>();
      int next = 0;
      int open = counted;
      double now = 0;
      while (open > 0) {
        while (next < arrivals.length && arrivals[next] <= now) {
          live.add(next++);
        }
        if (live.isEmpty()) {
          now = arrivals[next];
          continue;
        }
        now += (step + perStream * live.size()) * Math.exp(noise * random.nextGaussian());
        for (int i = live.size() - 1; i >= 0; i--) {
          int each = live.get(i);
          if (arrivals[each] + prefill > now) {
            continue;
          }
          first[each] = left[each] == TOKENS ? now : first[each];
          last[each] = now;
          if (--left[each] == 0) {
            live.remove(/* index */ i);
            open -= each < counted ? 1 : 0;
          }
        }
      }
      List<Times> all = new ArrayList<>();
      for (int i = 0; i < counted; i++) {
        all.add(new Times(arrivals[i], first[i] - arrivals[i], last[i] - arrivals[i]));
      }
      return measured(level, all, settle, now, certain);
    };
  }

  private static double[] arrivals(Level level, int count, RandomGenerator random) {
    return (level.arrivals().equals("constant")
            ? FireTimes.constant(level.value())
            : FireTimes.poisson(level.value(), random))
        .limit(count)
        .mapToDouble(nanos -> nanos / 1e9)
        .toArray();
  }

  private static Probing.Measured measured(
      Level level, List<Times> all, int settle, double seconds, Predicate<RequestTrace> certain) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      order.add(i);
    }
    order.sort(java.util.Comparator.comparingDouble(i -> all.get(i).sent() + all.get(i).last()));
    List<RequestTrace> ended = new ArrayList<>();
    for (int i : order) {
      Times each = all.get(i);
      RequestTrace trace = trace(level, i, i < settle, each);
      ended.add(trace);
      if (i >= settle && certain.test(trace)) {
        return new Probing.Measured(ended, all.size(), each.sent() + each.last(), true, false);
      }
    }
    return new Probing.Measured(ended, all.size(), seconds, false, false);
  }

  static RequestTrace trace(Level level, int number, boolean warmUp, Times times) {
    long sent = Math.round(times.sent() * 1e9);
    boolean failed = Double.isInfinite(times.first());
    long first = failed ? sent : sent + Math.round(times.first() * 1e9);
    long last = failed ? sent : sent + Math.round(times.last() * 1e9);
    return new RequestTrace(
        "simulated",
        level,
        number,
        warmUp,
        sent,
        OptionalLong.of(sent),
        0,
        OptionalLong.of(first),
        last,
        failed ? List.of() : List.of(event(first), event(last)),
        failed ? Outcome.INFRA_FAIL : Outcome.COMPLETED,
        "",
        "length",
        new Usage(3, TOKENS, 0, Usage.Source.SERVER),
        "",
        "",
        Mark.LOAD);
  }

  private static TracedEvent event(long nanos) {
    return new TracedEvent(nanos, 0, 10, WireEvent.Kind.CONTENT, false, Optional.empty());
  }
}
