package touchstone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.Candidate;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** What is asked before a judge gets a key and the candidates' answers. */
class TrustJudgeTest {
  @TempDir Path temp;
  private final List<Text> asked = new ArrayList<>();

  @Test
  void answersToANewHostAreAskedForOnceAndApartFromTheKey() throws IOException {
    Candidate judge = judge("https://judge.example.com/v1");
    Trust trust = trust(true);
    assertThat(trust.questions(List.of(), Optional.of(judge)).keySet())
        .containsExactly(
            "JUDGE_KEY https://judge.example.com", "answers https://judge.example.com");
    trust.check(List.of(), Optional.of(judge), _ -> Optional.of("k"));
    assertThat(asked).hasSize(2);
    assertThat(asked.getLast().zh()).contains("候选的回答", "judge.example.com");
    trust.check(List.of(), Optional.of(judge), _ -> Optional.of("k"));
    assertThat(asked).as("agreed to before").hasSize(2);
    assertThat(Files.readString(temp.resolve("agreed.txt")))
        .contains("answers https://judge.example.com");
  }

  @Test
  void withoutConsentNothingIsStarted() {
    assertThatThrownBy(() ->
            trust(false)
                .check(
                    List.of(),
                    Optional.of(judge("https://judge.example.com/v1")),
                    _ -> Optional.of("k")))
        .isInstanceOf(ProblemException.class);
    assertThat(temp.resolve("agreed.txt")).doesNotExist();
  }

  @Test
  void thisMachineNeedsNoAsking() {
    trust(false)
        .check(List.of(), Optional.of(judge("http://127.0.0.1:8000/v1")), _ -> Optional.of("k"));
    assertThat(asked).isEmpty();
  }

  private Trust trust(boolean agrees) {
    return new Trust(
        temp.resolve("agreed.txt"),
        question -> {
          asked.add(question);
          return agrees;
        });
  }

  private static Candidate judge(String url) {
    return new Candidate(
        "judge",
        "big",
        new Candidate.Outside(URI.create(url), "big", Optional.of("${JUDGE_KEY}"), Map.of(), "{}"),
        Optional.empty());
  }
}
