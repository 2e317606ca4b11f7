package touchstone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.ProblemException;

class JudgementLogTest {
  @TempDir Path temp;

  @Test
  void whatWasAppendedIsReadAgainInOrder() {
    Path file = temp.resolve("judgements.jsonl");
    try (JudgementLog log = JudgementLog.open(file)) {
      log.append(judgement("zh/one", 1, 1));
      log.append(judgement("zh/two", 1, -1));
    }
    List<Judgement> read = JudgementLog.read(file);
    assertThat(read).extracting(Judgement::caseId).containsExactly("zh/one", "zh/two");
    assertThat(read).extracting(Judgement::balance).containsExactly(1, 0);
    assertThat(read).extracting(Judgement::flipped).containsExactly(false, true);
  }

  @Test
  void aTornTailIsPassedOverWhenReadAndCutWhenOpened() throws IOException {
    Path file = temp.resolve("judgements.jsonl");
    try (JudgementLog log = JudgementLog.open(file)) {
      log.append(judgement("zh/one", 1, 1));
    }
    String whole = Files.readString(file);
    Files.writeString(file, "{\"judge\":\"k\",\"caseId\":\"zh", StandardOpenOption.APPEND);
    assertThat(JudgementLog.read(file)).hasSize(1);
    assertThat(Files.readString(file)).as("reading changes nothing").isNotEqualTo(whole);
    try (JudgementLog log = JudgementLog.open(file)) {
      assertThat(log.judgements()).hasSize(1);
      log.append(judgement("zh/two", 0, 0));
    }
    assertThat(JudgementLog.read(file)).hasSize(2);
  }

  @Test
  void ofTwoJudgementsOfOneThingTheLastCounts() {
    Path file = temp.resolve("judgements.jsonl");
    try (JudgementLog log = JudgementLog.open(file)) {
      log.append(judgement("zh/one", 1, 1));
      log.append(judgement("zh/one", -1, -1));
      assertThat(log.judgements()).extracting(Judgement::balance).containsExactly(-1);
    }
    assertThat(JudgementLog.read(file)).extracting(Judgement::balance).containsExactly(-1);
  }

  @Test
  void aLineThatWasChangedInTheMiddleIsNamed() throws IOException {
    Path file = temp.resolve("judgements.jsonl");
    try (JudgementLog log = JudgementLog.open(file)) {
      log.append(judgement("zh/one", 1, 1));
    }
    Files.writeString(file, "nonsense\n" + Files.readString(file));
    assertThatThrownBy(() -> JudgementLog.read(file))
        .isInstanceOfSatisfying(
            ProblemException.class,
            fault -> assertThat(fault.problem().what().en()).contains("judgements.jsonl, line 1"));
  }

  private static Judgement judgement(String caseId, int straight, int turned) {
    return new Judgement(
        "key",
        caseId,
        0,
        "a",
        "b",
        "00ff",
        1,
        true,
        straight,
        turned,
        List.of("…", "…"),
        2,
        900,
        40,
        1_764_000_000_000L);
  }
}
