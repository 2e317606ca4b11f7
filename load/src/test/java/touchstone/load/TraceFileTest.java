package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.ProblemException;

class TraceFileTest {
  private static final RequestTrace ONE =
      Traces.answered(0, false, 0, Traces.thinking(51, 101, 111));
  private static final RequestTrace OTHER = Traces.failed(1, 0, 79);

  @TempDir Path folder;

  @Test
  void whatWasWrittenIsReadAgain() throws IOException {
    assertThat(TraceFile.read(file(TraceLines.write(ONE) + "\n" + TraceLines.write(OTHER) + "\n")))
        .containsExactly(List.of(ONE.figuresOnly(), OTHER));
    assertThat(TraceLines.read(TraceLines.write(ONE), 1)).isEqualTo(ONE);
  }

  @Test
  void aLineThatIsNoRequestIsNamedByItsNumber() throws IOException {
    String good = TraceLines.write(ONE);
    for (String bad :
        List.of(
            good.replaceFirst(",100\\]", ",3000000000]"),
            "{\"a\":1}",
            "nonsense",
            good.substring(0, good.length() / 2),
            good + good,
            good + " {}",
            "[]")) {
      Path file = file(good + "\n" + bad);
      assertThatThrownBy(() -> TraceFile.read(file))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("line 2 of the trace");
    }
  }

  @Test
  void linesAreReadBlockByBlockWhateverTheirLength() throws IOException {
    List<RequestTrace> wanted = new ArrayList<>();
    StringBuilder text = new StringBuilder("\n");
    for (int i = 0; i < 200; i++) {
      RequestTrace each = i % 3 == 0 ? Traces.failed(i, 0, 79) : ONE;
      wanted.add(each.figuresOnly());
      text.append(TraceLines.write(each)).append(i % 5 == 0 ? "\r\n" : i % 7 == 0 ? "\n \n" : "\n");
    }
    Path file = file(text.toString().stripTrailing());
    for (int block : new int[] {1, 700, 4096, 1 << 20}) {
      assertThat(TraceFile.read(file, block, 1 << 20)).as("blocks of " + block).hasSize(1);
      assertThat(TraceFile.read(file, block, 1 << 20).getFirst()).isEqualTo(wanted);
    }
    Files.writeString(file, "\nnonsense", StandardOpenOption.APPEND);
    int last = (int) text.toString().stripTrailing().lines().count() + 1;
    assertThatThrownBy(() -> TraceFile.read(file, 4096, 1 << 20))
        .hasMessageContaining("line " + last + " of the trace");
  }

  @Test
  void aLineOfTenMegabytesIsReadAndAnEndlessOneIsNamed() throws IOException {
    RequestTrace big = words("好".repeat(10_000_000 / 3));
    Path file = file(TraceLines.write(ONE) + "\n" + TraceLines.write(big) + "\n");
    assertThat(TraceFile.read(file)).containsExactly(List.of(ONE.figuresOnly(), big.figuresOnly()));
    assertThatThrownBy(() -> TraceFile.read(file, 1 << 10, 5 << 20))
        .hasMessageContaining("line 2 is longer than 5 MiB");
  }

  private static RequestTrace words(String answer) {
    RequestTrace one = ONE;
    return new RequestTrace(
        one.engine(),
        one.level(),
        one.number(),
        one.warmUp(),
        one.scheduledNanos(),
        one.sentNanos(),
        one.connectNanos(),
        one.headNanos(),
        one.endNanos(),
        one.events(),
        one.outcome(),
        one.detail(),
        one.finishReason(),
        one.usage(),
        answer,
        one.reasoning(),
        one.mark());
  }

  @Test
  void anEmptyOrMissingFileIsNamed() throws IOException {
    Path empty = file("\n");
    assertThatThrownBy(() -> TraceFile.read(empty)).hasMessageContaining("holds no request");
    assertThatThrownBy(() -> TraceFile.read(folder.resolve("none")))
        .hasMessageContaining("none cannot be read");
  }

  @Test
  void aWarmUpCoversANumberOrATime() {
    long[] times = {0, 100, 200, 300};
    assertThat(new WarmUp(2, Duration.ZERO).of(times)).isEqualTo(2);
    assertThat(new WarmUp(0, Duration.ofNanos(250)).of(times)).isEqualTo(3);
    assertThat(WarmUp.NONE.of(times)).isZero();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("trace.jsonl"), text);
  }
}
