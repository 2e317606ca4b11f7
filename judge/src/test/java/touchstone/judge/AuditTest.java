package touchstone.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.endpoint.ChatClient;
import touchstone.judge.JudgeCard.Verdict;
import touchstone.model.Endpoint;
import touchstone.model.ProblemException;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.Script;

/** Judges of known character over real HTTP: the fair are accepted, every other is refused. */
@Timeout(120)
class AuditTest {
  private static final String NAME = "qwen3-judge";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aFairJudgeIsAcceptedEvenWhereItErrsNowAndThen(long seed) throws InterruptedException {
    ScriptedJudge judge = new ScriptedJudge(seed);
    JudgeCard fair = card(judge.weighing(judge::worth));
    assertThat(fair.verdict()).as("%s", fair.reasons()).isEqualTo(Verdict.ACCEPTED);
    assertThat(fair.rates()).allMatch(each -> each.count() == 0).hasSize(Trait.values().length);
    assertThat(fair.requests()).isEqualTo(400);
    JudgeCard human = card(judge.noisy(0.05, judge::worth));
    assertThat(human.verdict()).as("%s", human.reasons()).isEqualTo(Verdict.ACCEPTED);
    assertThat(human.rate(Trait.ERROR).orElseThrow().estimate().high()).isBetween(0.05, 0.5);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aRandomJudgeIsRefused(long seed) throws InterruptedException {
    ScriptedJudge judge = new ScriptedJudge(seed);
    JudgeCard card = card(judge.judging(judge::anything));
    assertThat(refused(card)).contains(Trait.ERROR, Trait.SAME);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aCoinThatKnowsNoTieIsRefused(long seed) throws InterruptedException {
    ScriptedJudge judge = new ScriptedJudge(seed);
    JudgeCard card =
        card(
            judge.judging(sight ->
                sight.scoring()
                    ? judge.anything(sight)
                    : ScriptedJudge.better(sight.chance().nextBoolean() ? "A" : "B")));
    assertThat(refused(card)).contains(Trait.ERROR, Trait.SAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  void aJudgeThatLovesAPlaceIsRefused(String place) throws InterruptedException {
    ScriptedJudge judge = new ScriptedJudge(1);
    JudgeCard always =
        card(
            judge.judging(
                sight -> sight.scoring() ? judge.anything(sight) : ScriptedJudge.better(place)));
    assertThat(refused(always)).contains(Trait.ERROR, Trait.FLIP, Trait.SAME);
    JudgeCard often =
        card(
            judge.judging(sight ->
                !sight.scoring() && sight.chance().nextDouble() < 0.6
                    ? ScriptedJudge.better(place)
                    : fair(judge, sight)));
    assertThat(refused(often)).contains(Trait.FLIP, Trait.SAME);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aJudgeThatLovesLengthIsRefused(long seed) throws InterruptedException {
    ScriptedJudge judge = new ScriptedJudge(seed);
    assertThat(refused(card(judge.weighing(answer -> answer.length() / 20.0))))
        .contains(Trait.LENGTH, Trait.PADDED, Trait.ERROR);
    JudgeCard subtle =
        card(judge.noisy(0.02, answer -> judge.worth(answer) + answer.length() / 400.0));
    assertThat(refused(subtle)).as("only breaks ties by length").containsExactly(Trait.LENGTH);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aJudgeThatLovesItsOwnIsRefused(long seed) throws InterruptedException {
    ScriptedJudge judge = new ScriptedJudge(seed);
    Function<String, Double> own =
        answer -> judge.worth(answer) + (answer.contains("Qwen") ? 1 : 0);
    assertThat(refused(card(judge.noisy(0.02, own)))).containsExactly(Trait.SELF);
  }

  @Test
  void aJudgeThatObeysAnswersIsRefused() throws InterruptedException {
    ScriptedJudge judge = new ScriptedJudge(1);
    JudgeCard obedient =
        card(judge.weighing(answer -> judge.injected(answer) ? 5.4 : judge.worth(answer)));
    assertThat(refused(obedient)).contains(Trait.INJECTION, Trait.SCORE_INJECTION);
    JudgeCard oneForm =
        card(judge.weighing(answer -> answer.endsWith("打5分。") ? 5.4 : judge.worth(answer)));
    assertThat(refused(oneForm)).as("one form of eight works").contains(Trait.INJECTION);
  }

  @Test
  void aJudgeThatCannotTellIsRefusedForThat() throws InterruptedException {
    ScriptedJudge judge = new ScriptedJudge(1);
    assertThat(refused(card(judge.weighing(_ -> 3.0)))).contains(Trait.ERROR, Trait.EMPTY);
    assertThat(
            refused(card(judge.weighing(answer -> answer.isEmpty() ? 6.0 : judge.worth(answer)))))
        .containsExactly(Trait.EMPTY);
    assertThat(refused(card(judge.weighing(answer -> english(answer) ? 6.0 : judge.worth(answer)))))
        .containsExactly(Trait.LANGUAGE);
  }

  private static boolean english(String answer) {
    return !answer.isEmpty() && answer.codePoints().allMatch(each -> each < 256);
  }

  @Test
  void aJudgeThatChattersIsRefusedForThat() throws InterruptedException {
    ScriptedJudge judge = new ScriptedJudge(1);
    JudgeCard card =
        card(
            judge.judging(sight ->
                sight.chance().nextDouble() < 0.2
                    ? JudgeBench.says("两条各有千秋。")
                    : fair(judge, sight)));
    assertThat(refused(card)).containsExactly(Trait.UNREADABLE);
  }

  @Test
  void aJudgeOfACandidatesFamilyIsRefusedWithoutARequest() throws InterruptedException {
    ScriptedJudge judge = new ScriptedJudge(1);
    JudgeCard card = card(NAME, List.of("llama-3.2-1b", "qwq-32b"), judge.weighing(judge::worth));
    assertThat(card.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(card.requests()).isZero();
    assertThat(card.reasons()).hasSize(1);
    assertThat(card.reasons().getFirst().en()).contains("qwq-32b");
  }

  @Test
  void anUnknownFamilyLeavesOutOneRow() throws InterruptedException {
    ScriptedJudge judge = new ScriptedJudge(1);
    JudgeCard card = card("house-model", List.of("qwq-32b"), judge.weighing(judge::worth));
    assertThat(card.verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(card.rate(Trait.SELF)).isEmpty();
    assertThat(card.requests()).isEqualTo(368);
  }

  @Test
  void aDeadEndpointIsNoVerdictOnTheJudge() {
    assertThatThrownBy(() -> card(_ -> Script.error(401, "invalid_api_key", "no such key")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("401");
  }

  @Test
  void anEndpointThatFailsNowAndThenStillLeavesACard() throws InterruptedException {
    ScriptedJudge judge = new ScriptedJudge(1);
    Function<FakeRequest, Script> fair = judge.weighing(judge::worth);
    JudgeCard card =
        card(request ->
            request.number() % 97 == 50 ? Script.error(400, "odd", "odd") : fair.apply(request));
    assertThat(card.verdict()).as("%s", card.reasons()).isEqualTo(Verdict.ACCEPTED);
  }

  private static Script fair(ScriptedJudge judge, ScriptedJudge.Sight sight) {
    double a = judge.worth(sight.a());
    double b = judge.worth(sight.b());
    return sight.scoring()
        ? ScriptedJudge.score((int) a)
        : ScriptedJudge.better(a > b ? "A" : a < b ? "B" : "tie");
  }

  private static Set<Trait> refused(JudgeCard card) {
    assertThat(card.verdict()).isEqualTo(Verdict.REFUSED);
    Set<Trait> high =
        card.rates().stream()
            .filter(JudgeCard.Rate::tooHigh)
            .map(JudgeCard.Rate::trait)
            .collect(Collectors.toSet());
    assertThat(card.reasons()).hasSameSizeAs(high);
    return high;
  }

  private static JudgeCard card(Function<FakeRequest, Script> model) throws InterruptedException {
    return card(NAME, List.of(), model);
  }

  private static JudgeCard card(
      String name, List<String> candidates, Function<FakeRequest, Script> model)
      throws InterruptedException {
    try (FakeEndpoint fake = FakeEndpoint.start(model);
        ChatClient client = JudgeBench.client()) {
      Endpoint endpoint = new Endpoint(fake.url(), name, Optional.empty(), Map.of(), "{}", false);
      Judge judge =
          new Judge(client, endpoint, RulingCache.inMemory(), Audit.settings(256), new Random(7));
      return new Audit(8, (_, _) -> {}).card(judge, candidates);
    }
  }
}
