package touchstone.votes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import touchstone.model.Sha256;
import touchstone.statistics.UnequalDraw;

/**
 * Which pairs people are asked about, with the chance that each had, and what stands where on whose
 * sheet. Kept in the run's folder, never on a sheet: a sheet tells nothing of who answered.
 *
 * @param seed of the draw and of the sides
 * @param pairs all that people could have been asked about, drawn or not
 * @param slips one a pair and voter
 */
public record Ballot(String run, long seed, List<Pair> pairs, List<Slip> slips) {
  private static final int MARK = 6;

  public Ballot {
    pairs = List.copyOf(pairs);
    slips = List.copyOf(slips);
  }

  /**
   * A pair.
   *
   * @param answers digest of both, so that votes on other answers do not count
   * @param same whether both are the same words: a tie without a vote
   * @param probability with which it was to be drawn, above 0, at most 1
   */
  public record Pair(
      String caseId,
      String first,
      String second,
      String answers,
      boolean same,
      double probability,
      boolean drawn) {
    public Contest.Key key() {
      return new Contest.Key(caseId, first, second);
    }
  }

  /**
   * A row of a sheet.
   *
   * @param id on the sheet
   * @param pair number of the pair, 0 for the first
   * @param voter number of the sheet, 1 for the first
   * @param firstLeft whether the first candidate's answer is answer 1
   */
  public record Slip(String id, int pair, int voter, boolean firstLeft) {}

  /**
   * Draws pairs and lays out a sheet for each voter, each in an order and with sides of its own.
   *
   * @param contests all that people could be asked about
   * @param size how many pairs are wanted, at least 1
   * @param voters at least 1
   */
  public static Ballot draw(String run, List<Contest> contests, int size, int voters, long seed) {
    List<Integer> open =
        IntStream.range(0, contests.size())
            .filter(i -> !contests.get(i).identical())
            .boxed()
            .toList();
    RandomGenerator random = new SplittableRandom(seed);
    double[] chances =
        UnequalDraw.probabilities(
            open.stream().mapToDouble(i -> contests.get(i).weight()).toArray(), size);
    Map<Integer, Double> byPlace = new HashMap<>();
    for (int i = 0; i < chances.length; i++) {
      byPlace.put(open.get(i), chances[i]);
    }
    List<Integer> drawn = UnequalDraw.drawn(chances, random).stream().map(open::get).toList();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < contests.size(); i++) {
      Contest each = contests.get(i);
      double chance = byPlace.getOrDefault(i, 1.0);
      boolean asked = drawn.contains(i);
      pairs.add(
          new Pair(
              each.caseId(),
              each.first(),
              each.second(),
              each.answers(),
              each.identical(),
              chance,
              asked));
    }
    List<Slip> slips = new ArrayList<>();
    for (int voter = 1; voter <= voters; voter++) {
      sheet(run, seed, drawn, voter, random, slips);
    }
    return new Ballot(run, seed, pairs, slips);
  }

  private static void sheet(
      String run,
      long seed,
      List<Integer> drawn,
      int voter,
      RandomGenerator random,
      List<Slip> slips) {
    List<Integer> order = new ArrayList<>(drawn);
    Collections.shuffle(order, java.util.Random.from(random));
    for (int i = 0; i < order.size(); i++) {
      String id = mark(run, seed) + "-" + voter + "-" + (i + 1);
      slips.add(new Slip(id, order.get(i), voter, random.nextBoolean()));
    }
  }

  /** What every id of this ballot begins with. */
  private static String mark(String run, long seed) {
    return Sha256.of(run + "\n" + seed).substring(0, MARK);
  }

  public String mark() {
    return mark(run, seed);
  }

  /** How many pairs were drawn. */
  public int drawn() {
    return (int) pairs.stream().filter(Pair::drawn).count();
  }

  /** How many sheets there are. */
  public int voters() {
    return slips.stream().mapToInt(Slip::voter).max().orElse(0);
  }

  /** The rows of one voter's sheet, in their order. */
  public List<Slip> sheet(int voter) {
    return slips.stream().filter(each -> each.voter() == voter).toList();
  }
}
