package touchstone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Difficulty;
import touchstone.model.Dimension;
import touchstone.model.Exchange;
import touchstone.model.Outcome;
import touchstone.model.Phase;
import touchstone.model.ProblemException;
import touchstone.model.Sample;
import touchstone.model.SampleKey;
import touchstone.model.Suite;
import touchstone.model.TokenTimeline;
import touchstone.model.Tool;
import touchstone.model.ToolCall;
import touchstone.model.Turn;
import touchstone.model.Usage;

class SampleLogTest {
  @TempDir Path folder;

  @Test
  void givesBackWhatWasAppended() {
    List<Sample> batch = List.of(sample("a", 0), sample("a", 1));
    try (SampleLog log = SampleLog.open(file())) {
      log.append(batch);
    }
    assertThat(SampleLog.read(file())).isEqualTo(batch);
  }

  @Test
  void keepsOnlyWholeBatchesWhereverACrashTearsTheFile() throws Exception {
    try (SampleLog log = SampleLog.open(file())) {
      log.append(List.of(sample("a", 0), sample("a", 1)));
      log.append(List.of(sample("b", 0), sample("b", 1), sample("b", 2)));
    }
    byte[] all = Files.readAllBytes(file());
    int first = firstBatchEnd(all);
    for (int length = 0; length < all.length; length += 37) {
      Files.write(file(), java.util.Arrays.copyOf(all, length));
      try (SampleLog log = SampleLog.open(file())) {
        assertThat(log.samples()).hasSize(length < first ? 0 : 2);
        log.append(List.of(sample("c", 0)));
      }
      assertThat(SampleLog.read(file())).hasSize(length < first ? 1 : 3);
    }
  }

  @Test
  void refusesASampleTwice() {
    try (SampleLog log = SampleLog.open(file())) {
      log.append(List.of(sample("a", 0)));
      assertThatThrownBy(() -> log.append(List.of(sample("a", 0))))
          .isInstanceOf(IllegalStateException.class);
      assertThat(log.samples()).hasSize(1);
    }
  }

  @Test
  void lastRecordOfATrialThatFailedCounts() {
    Sample failed = ended(sample("a", 0), Outcome.INFRA_FAIL);
    Sample skipped = ended(sample("a", 1), Outcome.SKIPPED);
    try (SampleLog log = SampleLog.open(file())) {
      log.append(List.of(failed, sample("b", 0)));
      log.append(List.of(skipped));
      assertThat(log.answered(failed.key())).isFalse();
      assertThat(log.answered(skipped.key())).isFalse();
      log.append(List.of(sample("a", 0), sample("b", 0)));
      log.append(List.of(sample("a", 1)));
      assertThat(log.answered(failed.key())).isTrue();
      assertThat(log.samples()).containsExactly(sample("a", 0), sample("b", 0), sample("a", 1));
      assertThat(log.records()).hasSize(6).startsWith(failed);
    }
    assertThat(SampleLog.read(file()))
        .containsExactly(sample("a", 0), sample("b", 0), sample("a", 1));
    try (SampleLog log = SampleLog.open(file())) {
      assertThat(log.records()).hasSize(6);
      assertThat(log.answered(skipped.key())).isTrue();
    }
  }

  private static Sample ended(Sample each, Outcome outcome) {
    return new Sample(
        each.key(), each.batch(), each.seed(), each.system(), List.of(), outcome, 900);
  }

  @Test
  void namesTheLineThatSomebodyChanged() throws Exception {
    try (SampleLog log = SampleLog.open(file())) {
      log.append(List.of(sample("a", 0)));
      log.append(List.of(sample("b", 0)));
    }
    String text = Files.readString(file());
    Files.writeString(file(), "x" + text);
    assertThatThrownBy(() -> SampleLog.open(file()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void writesEveryKindOfCheckSoThatItReadsBack() {
    Case each =
        new Case(
            "c1",
            Dimension.MEMORY,
            "skill",
            Difficulty.HARD,
            "c1",
            Optional.empty(),
            Optional.of("系统"),
            List.of(
                new Turn(
                    "问",
                    List.of(
                        new Check.KeyPoint(
                            "s", List.of(List.of("退")), List.of("7天"), true, false, 2),
                        new Check.Recall("f", List.of("40"), List.of("39"), 4, 1),
                        new Check.Script("zh-Hans", 1),
                        new Check.NoRepetition(1),
                        new Check.NoRefusal(1),
                        new Check.Declines(1),
                        new Check.Directness(List.of(), 1, 1),
                        new Check.NoInvention(List.of("12元"), 1),
                        new Check.NoLeak(List.of("k"), 1),
                        new Check.Empathy(List.of("急"), 1),
                        new Check.Clarifies(1),
                        new Check.ChatStyle(200, 0.5),
                        new Check.Call(
                            "f", List.of(new Check.Argument("a", List.of("1"), List.of())), 1),
                        new Check.NoCall(1)))),
            List.of(new Tool("f", "查", "{}", true)));
    String json = Json.mapper().writeValueAsString(each);
    assertThat(Json.mapper().readValue(json, Case.class)).isEqualTo(each);
  }

  @Test
  void readsWhatWasWrittenBeforeThereWereTools() {
    Exchange exchange = sample("a", 0).exchanges().getFirst();
    String old = Json.mapper().writeValueAsString(exchange).replace(",\"toolCalls\":[]", "");
    assertThat(old).doesNotContain("toolCalls");
    assertThat(Json.mapper().readValue(old, Exchange.class)).isEqualTo(exchange);
    String suite =
        "{\"name\":\"s\",\"version\":\"1\",\"title\":{\"zh\":\"s\",\"en\":\"s\"},\"language\":\"zh\","
            + "\"licence\":\"MIT\",\"skills\":{},\"cases\":[{\"id\":\"c\",\"dimension\":\"SEMANTICS\","
            + "\"skill\":\"s\",\"difficulty\":\"EASY\",\"cluster\":\"c\","
            + "\"turns\":[{\"user\":\"在吗\",\"checks\":[]}]}]}";
    Suite read = Json.mapper().readValue(suite, Suite.class);
    assertThat(read.digest()).isEmpty();
    assertThat(read.edition()).isEqualTo("1");
    assertThat(read.cases().getFirst().tools()).isEmpty();
    Sample called = withCall(sample("a", 0));
    String line = Json.mapper().writeValueAsString(called);
    assertThat(Json.mapper().readValue(line, Sample.class)).isEqualTo(called);
  }

  private static Sample withCall(Sample sample) {
    Exchange each = sample.exchanges().getFirst();
    Exchange called =
        new Exchange(
            each.user(),
            "",
            "",
            "tool_calls",
            false,
            Outcome.COMPLETED,
            "",
            1,
            each.timeline(),
            each.usage(),
            List.of(new ToolCall("1", "f", "{\"a\":1}")));
    return new Sample(
        sample.key(),
        sample.batch(),
        sample.seed(),
        sample.system(),
        List.of(called),
        Outcome.COMPLETED,
        1000);
  }

  private static int firstBatchEnd(byte[] all) {
    int[] newlines = IntStream.range(0, all.length).filter(i -> all[i] == '\n').toArray();
    return newlines[1] + 1;
  }

  private Path file() {
    return folder.resolve("samples.jsonl");
  }

  private static Sample sample(String candidate, int trial) {
    Exchange exchange =
        new Exchange(
            "能退吗",
            new String("能，七天内。".getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8),
            "",
            "stop",
            false,
            Outcome.COMPLETED,
            "",
            1,
            new TokenTimeline(10, 20, OptionalLong.of(30), List.of(30L, 40L), 50),
            new Usage(9, 2, 0, Usage.Source.SERVER));
    return new Sample(
        new SampleKey(candidate, new Phase.Cases(), "s/c", trial),
        candidate + "/1",
        7,
        Optional.empty(),
        List.of(exchange),
        Outcome.COMPLETED,
        1000);
  }
}
