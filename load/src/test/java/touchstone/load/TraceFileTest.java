package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
            "[]")) {
      Path file = file(good + "\n" + bad);
      assertThatThrownBy(() -> TraceFile.read(file))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("line 2 of the trace");
    }
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
