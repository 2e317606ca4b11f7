package touchstone.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void a_large_true_difference_is_found() {
    SplittableRandom random = new SplittableRandom(1);
    Recommendation r =
        Verdict.decide(
            Requirements.DEFAULT,
            Scripted.evidence(
                Scripted.candidate("a", "Qwen")
                    .right(40, 0.9, random)
                    .speed(1, 20, 400, 40, random),
                Scripted.candidate("b", "Llama")
                    .right(40, 0.6, random)
                    .speed(1, 20, 600, 30, random)));
    assertThat(r.decision()).isEqualTo(Decision.BETTER);
    assertThat(r.candidate()).contains("a");
  }
}
