package touchstone.votes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import touchstone.statistics.CohensKappa;
import touchstone.statistics.Estimate;
import touchstone.statistics.FleissKappa;
import touchstone.statistics.PredictionPoweredMean;
import touchstone.statistics.TInference;
import touchstone.statistics.WeightedMean;

/**
 * What people's votes say of a run.
 *
 * @param voters how many people voted
 * @param votes how many votes count
 * @param drawn pairs on the ballot, {@code voted} those with a vote
 * @param amongVoters kappa of the voters with each other (Cohen's for two, Fleiss' for more)
 * @param withJudge kappa of what most of them say with the judge
 * @param withRules the same with the rules
 * @param pairs one a pair of candidates
 */
public record People(
    int voters,
    int votes,
    int drawn,
    int voted,
    Optional<Estimate> amongVoters,
    Optional<Estimate> withJudge,
    Optional<Estimate> withRules,
    List<OfPair> pairs) {
  /** Fewer voted clusters than this say nothing of a preference. */
  public static final int FEWEST = 8;

  private static final double LEVEL = 0.95;

  public People {
    pairs = List.copyOf(pairs);
  }

  /**
   * Two candidates. Preferences run from −1 (always the second one's answer) to 1 (always the first
   * one's).
   *
   * @param cases that both answered, {@code voted} those with a vote
   * @param people their preference over all cases, each vote weighted by its chance to be drawn
   * @param rules the rules' preference over all cases
   * @param rulesCorrected the same corrected by the votes (prediction-powered)
   * @param judge the judge's preference over the cases that it judged
   * @param judgeCorrected the same corrected by the votes on those
   */
  public record OfPair(
      String first,
      String second,
      int cases,
      int voted,
      Optional<Estimate> people,
      Optional<Estimate> rules,
      Optional<Estimate> rulesCorrected,
      Optional<Estimate> judge,
      Optional<Estimate> judgeCorrected) {}

  /**
   * Counts the votes; those on answers that are no longer the run's are left out. Pure.
   *
   * @param contests what rules and judge say of the ballot's pairs; without a digest where the
   *     answers were left out of a run that was handed on
   */
  public static People of(Ballot ballot, List<Vote> votes, List<Contest> contests) {
    Map<Contest.Key, Contest> byKey = new HashMap<>();
    contests.forEach(each -> byKey.put(each.key(), each));
    Map<Integer, Said> frame = new LinkedHashMap<>();
    for (int i = 0; i < ballot.pairs().size(); i++) {
      Ballot.Pair pair = ballot.pairs().get(i);
      Contest contest = byKey.get(pair.key());
      if (contest != null
          && (contest.answers().isEmpty() || contest.answers().equals(pair.answers()))) {
        frame.put(i, new Said(contest, pair.same(), pair.probability()));
      }
    }
    TreeSet<String> voters = new TreeSet<>();
    int counted = 0;
    for (Vote vote : votes) {
      Said said = frame.get(vote.pair());
      if (said != null && said.votes.put(vote.voter(), vote.balance()) == null) {
        voters.add(vote.voter());
        counted++;
      }
    }
    List<Said> all = frame.values().stream().filter(Said::voted).toList();
    // Who gave up half-way did so in an order of chance: the rest are as good as not drawn.
    double response = (double) all.size() / Math.max(1, ballot.drawn());
    all.forEach(each -> each.probability *= response);
    return new People(
        voters.size(),
        counted,
        ballot.drawn(),
        all.size(),
        amongVoters(all, new ArrayList<>(voters)),
        kappa(all.stream().filter(each -> each.contest.judge().isPresent()).toList(), true),
        kappa(all, false),
        pairs(List.copyOf(frame.values())));
  }

  /** What was voted on one contest. */
  private static final class Said {
    private final Contest contest;
    private final boolean same;
    private double probability;
    private final Map<String, Integer> votes = new LinkedHashMap<>();

    Said(Contest contest, boolean same, double probability) {
      this.contest = contest;
      this.same = same;
      this.probability = probability;
    }

    boolean voted() {
      return !votes.isEmpty();
    }

    int judge() {
      return contest.judge().orElseThrow();
    }

    double mean() {
      return votes.values().stream().mapToInt(Integer::intValue).average().orElse(0);
    }
  }

  private static Optional<Estimate> amongVoters(List<Said> all, List<String> voters) {
    if (voters.size() == 2) {
      int[][] counts = new int[3][3];
      int both = 0;
      for (Said each : all) {
        Integer one = each.votes.get(voters.getFirst());
        Integer other = each.votes.get(voters.getLast());
        if (one != null && other != null) {
          counts[one + 1][other + 1]++;
          both++;
        }
      }
      return both < 2 ? Optional.empty() : estimate(CohensKappa.of(counts));
    }
    int[][] counts = new int[all.size()][3];
    for (int i = 0; i < all.size(); i++) {
      for (int vote : all.get(i).votes.values()) {
        counts[i][vote + 1]++;
      }
    }
    return estimate(FleissKappa.of(counts));
  }

  private static Optional<Estimate> kappa(List<Said> all, boolean judge) {
    if (all.size() < 2) {
      return Optional.empty();
    }
    int[][] counts = new int[3][3];
    for (Said each : all) {
      int machine = judge ? each.judge() : each.contest.rulesBalance();
      counts[(int) Math.signum(each.mean()) + 1][machine + 1]++;
    }
    return estimate(CohensKappa.of(counts));
  }

  private static Optional<Estimate> estimate(Optional<TInference> kappa) {
    return kappa
        .filter(each -> Double.isFinite(each.standardError()))
        .map(each -> each.estimate(LEVEL));
  }

  private static List<OfPair> pairs(List<Said> frame) {
    record Two(String first, String second) {}
    Map<Two, List<Said>> byPair = new LinkedHashMap<>();
    frame.forEach(each ->
        byPair
            .computeIfAbsent(
                new Two(each.contest.first(), each.contest.second()), _ -> new ArrayList<>())
            .add(each));
    return byPair.entrySet().stream()
        .map(each -> ofPair(each.getKey().first(), each.getKey().second(), each.getValue()))
        .toList();
  }

  private static OfPair ofPair(String first, String second, List<Said> all) {
    List<Said> judged = all.stream().filter(each -> each.contest.judge().isPresent()).toList();
    Figures rules =
        new Figures(all, all.stream().mapToDouble(each -> each.contest.rulesBalance()).toArray());
    Figures judge = new Figures(judged, judged.stream().mapToDouble(Said::judge).toArray());
    return new OfPair(
        first,
        second,
        all.size(),
        (int) all.stream().filter(Said::voted).count(),
        rules.people(),
        rules.machine(),
        rules.corrected(),
        judge.machine(),
        judge.corrected());
  }

  /** Some contests with a machine's preference in each. */
  private static final class Figures {
    private final double[] machine;
    private final double[] human;
    private final double[] chances;
    private final int[] clusters;
    private final int voted;

    Figures(List<Said> all, double[] machine) {
      this.machine = machine;
      human = new double[all.size()];
      chances = new double[all.size()];
      clusters = new int[all.size()];
      Map<String, Integer> numbers = new HashMap<>();
      TreeSet<Integer> votedClusters = new TreeSet<>();
      for (int i = 0; i < all.size(); i++) {
        Said each = all.get(i);
        clusters[i] = numbers.computeIfAbsent(each.contest.cluster(), _ -> numbers.size());
        human[i] = each.voted() ? each.mean() : each.same ? 0 : Double.NaN;
        chances[i] = each.voted() ? each.probability : 1;
        if (each.voted()) {
          votedClusters.add(clusters[i]);
        }
      }
      voted = votedClusters.size();
    }

    /** Answers that are the same count as ties that were certain to be drawn. */
    Optional<Estimate> people() {
      if (voted < FEWEST) {
        return Optional.empty();
      }
      int[] rated =
          java.util.stream.IntStream.range(0, human.length)
              .filter(i -> !Double.isNaN(human[i]))
              .toArray();
      Map<Integer, Integer> numbers = new HashMap<>();
      return Optional.of(
          WeightedMean.of(
                  Arrays.stream(rated).mapToDouble(i -> human[i]).toArray(),
                  Arrays.stream(rated).mapToDouble(i -> chances[i]).toArray(),
                  Arrays.stream(rated)
                      .map(i -> numbers.computeIfAbsent(clusters[i], _ -> numbers.size()))
                      .toArray())
              .estimate(LEVEL));
    }

    Optional<Estimate> machine() {
      return machine.length < FEWEST
          ? Optional.empty()
          : Optional.of(touchstone.statistics.ClusteredMean.of(machine, clusters))
              .filter(each -> Double.isFinite(each.standardError()))
              .map(each -> each.estimate(LEVEL));
    }

    Optional<Estimate> corrected() {
      return voted < FEWEST
          ? Optional.empty()
          : Optional.of(
              PredictionPoweredMean.weighted(machine, human, chances, clusters).estimate(LEVEL));
    }
  }
}
