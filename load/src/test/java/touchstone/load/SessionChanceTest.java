package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionChanceTest {
  private static final Conversation SHORT = conversation(1);
  private static final Conversation LONG = conversation(9);
  private static final SessionChance CHANCE =
      new SessionChance(List.of(SHORT, LONG), Duration.ofSeconds(8), 42);

  @Test
  void ofAPlacesTimeAConversationTakesAsMuchAsItHasTurns() {
    List<Customer> present = CHANCE.present(5000);
    long longer = present.stream().filter(each -> each.turn().turns() == 9).count();
    assertThat(longer / 5000.0).isCloseTo(0.9, within(0.02));
    double mean =
        present.stream()
            .filter(each -> each.turn().turns() == 9)
            .mapToInt(Customer::startsAt)
            .average()
            .orElseThrow();
    assertThat(mean).as("0 to 8, all as likely").isCloseTo(4, within(0.15));
  }

  @Test
  void newCustomersHaveAnyConversationAndBeginAtItsStart() {
    List<Customer> fresh = IntStream.range(0, 5000).mapToObj(CHANCE::fresh).toList();
    long longer = fresh.stream().filter(each -> each.turn().turns() == 9).count();
    assertThat(longer / 5000.0).isCloseTo(0.5, within(0.03));
    assertThat(fresh).allMatch(each -> each.startsAt() == 0);
  }

  @Test
  void inAnOpenLoopAsManyThinkAsComeInTheTimeOfTheirPauses() {
    assertThat(CHANCE.expected(10)).isCloseTo(10 * 4 * 8, within(1e-9));
    List<Customer> thinking = CHANCE.thinking(10);
    assertThat((double) thinking.size()).isCloseTo(320, within(4 * Math.sqrt(320)));
    assertThat(thinking).allMatch(each -> each.startsAt() >= 1 && each.turn().turns() == 9);
    assertThat(new SessionChance(List.of(SHORT), Duration.ofSeconds(8), 1).thinking(5)).isEmpty();
  }

  @Test
  void pausesAreExponentialAndComeFromTheSeed() {
    double[] seconds =
        IntStream.range(0, 20_000)
            .mapToDouble(i -> CHANCE.fresh(i).thinkNanos() / 1e9)
            .sorted()
            .toArray();
    assertThat(Arrays.stream(seconds).average().orElseThrow()).isCloseTo(8, within(0.25));
    assertThat(seconds[10_000]).as("median").isCloseTo(8 * Math.log(2), within(0.25));
    assertThat(CHANCE.fresh(7).thinkNanos()).isEqualTo(CHANCE.fresh(7).thinkNanos());
    assertThat(CHANCE.fresh(7).thinkNanos()).isNotEqualTo(CHANCE.fresh(8).thinkNanos());
  }

  private static Conversation conversation(int turns) {
    return new Conversation(
        Optional.empty(), IntStream.range(0, turns).mapToObj(i -> "第" + i + "句").toList());
  }
}
