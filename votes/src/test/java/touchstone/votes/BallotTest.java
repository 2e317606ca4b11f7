package touchstone.votes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import touchstone.model.Text;
import touchstone.statistics.Estimate;

class BallotTest {
  private static Contest contest(int i, double rules, OptionalInt judge, boolean flipped) {
    return new Contest(
        "s/c" + i, "c" + i, "", "问" + i, "a", "b", "甲" + i, "乙" + i, "d" + i, rules, judge,
        flipped);
  }

  private static List<Contest> contests(int n) {
    List<Contest> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      boolean open = i % 4 == 0;
      all.add(
          contest(i, i % 2 == 0 ? 2 : -2, OptionalInt.of(open ? 0 : i % 2 == 0 ? 1 : -1), open));
    }
    return all;
  }

  @Test
  void what_teaches_most_is_drawn_more_often_and_its_chance_is_kept() {
    Ballot ballot = Ballot.draw("run", contests(200), 40, 2, 7);
    assertThat(ballot.drawn()).isEqualTo(40);
    assertThat(ballot.voters()).isEqualTo(2);
    assertThat(ballot.pairs()).hasSize(200);
    assertThat(ballot.pairs().stream().mapToDouble(Ballot.Pair::probability).sum())
        .isCloseTo(40, within(1e-9));
    double open = ballot.pairs().getFirst().probability();
    double plain = ballot.pairs().get(1).probability();
    assertThat(open / plain).isCloseTo(2, within(1e-9));
    assertThat(Ballot.draw("run", contests(200), 40, 2, 7)).isEqualTo(ballot);
    assertThat(Ballot.draw("run", contests(200), 40, 2, 8)).isNotEqualTo(ballot);
    assertThat(Ballot.draw("run", contests(5), 40, 1, 7).drawn()).isEqualTo(5);
  }

  @Test
  void each_voter_has_an_order_and_sides_of_his_own_and_the_same_words_are_not_asked() {
    List<Contest> contests = new ArrayList<>(contests(60));
    contests.add(
        new Contest(
            "s/x", "x", "", "问", "a", "b", "一样 ", "一样", "d", 0, OptionalInt.empty(), false));
    Ballot ballot = Ballot.draw("run", contests, 60, 2, 3);
    List<Integer> one = ballot.sheet(1).stream().map(Ballot.Slip::pair).toList();
    List<Integer> two = ballot.sheet(2).stream().map(Ballot.Slip::pair).toList();
    assertThat(one).hasSize(60).doesNotContain(60).isNotEqualTo(two);
    assertThat(one).containsExactlyInAnyOrderElementsOf(two);
    long left = ballot.slips().stream().filter(Ballot.Slip::firstLeft).count();
    assertThat(left).isBetween(40L, 80L);
    assertThat(ballot.slips()).extracting(Ballot.Slip::id).doesNotHaveDuplicates();
    assertThat(ballot.pairs().getLast().same()).isTrue();
    assertThat(ballot.pairs().getLast().drawn()).isFalse();
  }

  @Test
  void rows_are_taken_once_and_wrong_ones_are_told() {
    Ballot ballot = Ballot.draw("run", contests(20), 10, 2, 3);
    Ballot.Slip first = ballot.sheet(1).getFirst();
    Ballot.Slip second = ballot.sheet(1).get(1);
    VoteCount count = new VoteCount(ballot, List.of());
    assertThat(count.take(first.id(), "", "１")).isInstanceOf(VoteCount.Taken.Fine.class);
    assertThat(count.take(second.id(), "小王", "0.0")).isInstanceOf(VoteCount.Taken.Fine.class);
    assertThat(count.take(first.id(), "1", "1")).isInstanceOf(VoteCount.Taken.Fine.class);
    assertThat(count.take(ballot.sheet(1).get(2).id(), "", " "))
        .isInstanceOf(VoteCount.Taken.Fine.class);
    assertThat(reason(count.take(first.id(), "1", "2"))).contains("voted on before");
    assertThat(reason(count.take(second.id(), "小王", "3"))).contains("expected 1, 2 or 0");
    assertThat(reason(count.take("abcdef-1-1", "", "1"))).contains("another run");
    assertThat(reason(count.take("x", "", "1"))).contains("no pair 'x'");
    String same =
        ballot.sheet(2).stream()
            .filter(each -> each.pair() == second.pair())
            .findFirst()
            .orElseThrow()
            .id();
    assertThat(reason(count.take(same, "小王", "1"))).contains("on another sheet");
    assertThat(count.fresh())
        .containsExactly(
            new Vote(first.id(), "1", first.pair(), first.firstLeft() ? 1 : -1),
            new Vote(second.id(), "小王", second.pair(), 0));
    assertThat(count.blank()).isEqualTo(1);
    assertThat(count.again()).isEqualTo(1);
    VoteCount later = new VoteCount(ballot, count.fresh());
    assertThat(later.take(first.id(), "1", "1")).isInstanceOf(VoteCount.Taken.Fine.class);
    assertThat(later.fresh()).isEmpty();
  }

  private static String reason(VoteCount.Taken taken) {
    return taken instanceof VoteCount.Taken.Wrong(Text reason) ? reason.en() : "";
  }

  /** Rules that love b, a judge of noise, people of whom the first is better by 0.2. */
  @Test
  void votes_undo_what_rules_and_judge_get_wrong() {
    int held = 0;
    int rulesWrong = 0;
    int trials = 600;
    for (int t = 0; t < trials; t++) {
      Random random = new Random(1000 + t);
      List<Contest> contests = new ArrayList<>();
      List<Integer> truth = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        double draw = random.nextDouble();
        int human = draw < 0.45 ? 1 : draw < 0.7 ? -1 : 0;
        truth.add(human);
        double rules = random.nextDouble() < 0.5 ? human : random.nextInt(4) - 2;
        contests.add(contest(i, rules, OptionalInt.empty(), false));
      }
      Ballot ballot = Ballot.draw("run", contests, 40, 1, t);
      List<Vote> votes =
          ballot.slips().stream()
              .map(slip -> new Vote(slip.id(), "1", slip.pair(), truth.get(slip.pair())))
              .toList();
      People.OfPair pair = People.of(ballot, votes, contests).pairs().getFirst();
      held += holds(pair.rulesCorrected().orElseThrow()) ? 1 : 0;
      rulesWrong += holds(pair.rules().orElseThrow()) ? 0 : 1;
    }
    assertThat((double) held / trials).isBetween(0.92, 0.98);
    assertThat((double) rulesWrong / trials).isGreaterThan(0.3);
  }

  private static boolean holds(Estimate estimate) {
    return estimate.low() <= 0.2 && 0.2 <= estimate.high();
  }

  @Test
  void agreement_is_told_and_votes_on_other_answers_do_not_count() {
    List<Contest> contests = contests(40);
    Ballot ballot = Ballot.draw("run", contests, 40, 2, 1);
    List<Vote> votes =
        ballot.slips().stream()
            .map(slip ->
                new Vote(slip.id(), "v" + slip.voter(), slip.pair(), slip.pair() % 2 == 0 ? 1 : -1))
            .toList();
    People people = People.of(ballot, votes, contests);
    assertThat(people.voters()).isEqualTo(2);
    assertThat(people.votes()).isEqualTo(80);
    assertThat(people.amongVoters().orElseThrow().value()).isEqualTo(1);
    assertThat(people.withRules().orElseThrow().value()).isEqualTo(1);
    assertThat(people.withJudge().orElseThrow().value()).isLessThan(1);
    assertThat(people.pairs().getFirst().people().orElseThrow().value()).isCloseTo(0, within(1e-9));
    List<Contest> changed =
        contests.stream()
            .map(each ->
                new Contest(
                    each.caseId(),
                    each.cluster(),
                    "",
                    "",
                    "a",
                    "b",
                    "新",
                    "的",
                    "other",
                    each.rules(),
                    each.judge(),
                    each.flipped()))
            .toList();
    assertThat(People.of(ballot, votes, changed).votes()).isZero();
    assertThat(People.of(ballot, votes.subList(0, 3), contests).pairs().getFirst().people())
        .isEmpty();
  }
}
