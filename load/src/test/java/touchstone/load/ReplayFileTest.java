package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.ChatRequest;
import touchstone.model.Message;
import touchstone.model.ProblemException;
import touchstone.model.Sampling;

class ReplayFileTest {
  private static final ChatRequest PLAIN =
      new ChatRequest(
          List.of(Message.user("在吗")),
          new Sampling(99, 0, OptionalDouble.empty()),
          0,
          Optional.empty());

  @TempDir Path folder;

  @Test
  void mooncakeRowsAreInMilliseconds() throws IOException {
    ReplayFile read =
        read(
            """
            {"timestamp": 27482, "input_length": 1100, "output_length": 52, "hash_ids": [46, 47, 9]}
            {"timestamp": 30535, "input_length": 700, "output_length": 26, "hash_ids": [46, 48]}
            """);
    assertThat(read.format()).isEqualTo(ReplayFormat.MOONCAKE);
    assertThat(read.fireNanos(2)).containsExactly(0, 1_526_500_000L);
    assertThat(read.rows().getFirst())
        .isEqualTo(
            new ReplayRow(
                27_482_000_000L,
                OptionalInt.of(1100),
                OptionalInt.of(52),
                List.of("46", "47", "9")));
  }

  @Test
  void bailianRowsAreInSeconds() throws IOException {
    ReplayFile read =
        read(
            """
            {"chat_id": 1, "parent_chat_id": -1, "timestamp": 61.114, "input_length": 30, "output_length": 8, "type": "text", "turn": 1, "hash_ids": [5, 6]}
            {"chat_id": 2, "parent_chat_id": 1, "timestamp": 62.5, "input_length": 50, "output_length": 8, "type": "text", "turn": 2, "hash_ids": [5, 6, 7, 8]}
            """);
    assertThat(read.format()).isEqualTo(ReplayFormat.BAILIAN);
    assertThat(read.fireNanos(1)).containsExactly(0, 1_386_000_000L);
  }

  @Test
  void burstGptIsACsvWhoseFailedRowsAreLeftOut() throws IOException {
    ReplayFile read =
        read(
            "\uFEFFTimestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\r\n"
                + "5,ChatGPT,472,18,490,Conversation log\r\n"
                + "45,ChatGPT,1087,0,1087,Conversation log\r\n"
                + "118.5,\"GPT-4\",417,276,693,API log\r\n"
                + "120,GPT-4,417\r\n");
    assertThat(read.format()).isEqualTo(ReplayFormat.BURSTGPT);
    assertThat(read.fireNanos(1)).containsExactly(0, 113_500_000_000L);
    assertThat(read.bad()).extracting(ReplayFile.Bad::line).containsExactly(3, 5);
    assertThat(read.bad())
        .extracting(each -> each.reason().en())
        .containsExactly(
            "response tokens is '0', expected a whole number of 1 or more",
            "3 cells, but the head has 6");
  }

  @Test
  void anAccessLogMayBeOutOfOrderAndWithoutCounts() throws IOException {
    ReplayFile read =
        read(
            """
            {"time": "2026-11-25T18:00:02+08:00", "status": 200, "input_tokens": 20}
            {"time": 1795600800500, "status": 200}
            {"time": "2026-11-25T10:00:00Z", "output_tokens": 7}
            """);
    assertThat(read.format()).isEqualTo(ReplayFormat.ACCESS_LOG);
    assertThat(read.fireNanos(1)).containsExactly(0, 500_000_000L, 2_000_000_000L);
    ReplayPrompts prompts = new ReplayPrompts(read, _ -> PLAIN, OptionalInt.empty(), 1);
    assertThat(prompts.apply(0).messages()).isEqualTo(PLAIN.messages());
    assertThat(prompts.apply(0).sampling().maxTokens()).isEqualTo(7);
    assertThat(prompts.apply(1).sampling().maxTokens()).isEqualTo(99);
    assertThat(prompts.apply(2).messages().getFirst().content().split(" ")).hasSize(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"timestamp\": 1, \"input_length\": 0, \"output_length\": 5}|input_length is '0'",
        "{\"timestamp\": 1, \"input_length\": 2.5, \"output_length\": 5}|input_length is '2.5'",
        "{\"timestamp\": 1, \"input_length\": 5}|output_length is missing",
        "{\"timestamp\": \"soon\", \"input_length\": 5, \"output_length\": 5}|'soon', expected a"
            + " number",
        "{\"timestamp\": -1, \"input_length\": 5, \"output_length\": 5}|expected a time of 0 or"
            + " more",
        "{\"timestamp\": 1e300, \"input_length\": 5, \"output_length\": 5}|expected a time",
        "{\"timestamp\": 1, \"input_length\": true, \"output_length\": 5}|expected a number",
        "{\"timestamp\": 1, \"input_length\": 5, \"output_length\": 5, \"hash_ids\": 3}|an array",
        "{\"timestamp\": {}, \"input_length\": 5, \"output_length\": 5}|expected a number",
        "{\"timestamp\": 1, \"input_leng|not one JSON object",
        "[1, 2]|not one JSON object",
      })
  void aBadRowIsNamedByItsLineAndLeftOut(String row, String reason) throws IOException {
    String good =
        "{\"timestamp\": 1, \"input_length\": 5, \"output_length\": 5, \"hash_ids\": [1]}\n";
    ReplayFile read = read(good + "\n" + row + "\n" + good);
    assertThat(read.rows()).hasSize(2);
    assertThat(read.bad()).extracting(ReplayFile.Bad::line).containsExactly(3);
    assertThat(read.bad().getFirst().reason().en()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource({"noon", "9999-01-01T00:00:00Z", "1930-01-01T00:00:00", "2026-11-25T10:00:00+99:00"})
  void aTimeThatIsNoneIsNamed(String time) throws IOException {
    ReplayFile read = read("{\"time\": 5}\n{\"time\": \"%s\"}\n".formatted(time));
    assertThat(read.rows()).hasSize(1);
    assertThat(read.bad().getFirst().reason().en())
        .startsWith("time is '" + time + "', expected an ISO time");
  }

  @Test
  void blocksMayHaveAnyIds() throws IOException {
    ReplayFile read =
        read(
            """
            {"timestamp": 1, "input_length": 5, "output_length": 5, "hash_ids": ["ab", 7, {"x": 1}]}
            """);
    assertThat(read.rows().getFirst().blocks()).containsExactly("ab", "7", "{\"x\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"when\": 1}|its columns are [when]",
        "when,what|of no known format",
        "{\"time\": \"noon\"}|no row can be used; line 1: time is 'noon'",
      })
  void aFileThatCannotBeReplayedSaysWhy(String text, String reason) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void sharedBlocksAreSharedWordsAndTheRestDiffers() throws IOException {
    ReplayFile file =
        read(
            """
            {"timestamp": 0, "input_length": 1100, "output_length": 52, "hash_ids": [46, 47, 9]}
            {"timestamp": 1, "input_length": 700, "output_length": 26, "hash_ids": [46, 48]}
            {"timestamp": 2, "input_length": 520, "output_length": 26, "hash_ids": [49, 50]}
            """);
    ReplayPrompts prompts = new ReplayPrompts(file, _ -> PLAIN, OptionalInt.of(30), 7);
    String[] first = words(prompts, 0);
    String[] second = words(prompts, 1);
    assertThat(first).hasSize(1100);
    assertThat(second).hasSize(700).startsWith(java.util.Arrays.copyOf(first, 512));
    assertThat(java.util.Arrays.mismatch(first, second)).isBetween(512, 520);
    assertThat(java.util.Arrays.mismatch(first, words(prompts, 2))).isBetween(0, 8);
    assertThat(prompts.apply(0).sampling().maxTokens()).isEqualTo(30);
    assertThat(prompts.apply(1).sampling().maxTokens()).isEqualTo(26);
    assertThat(words(new ReplayPrompts(file, _ -> PLAIN, OptionalInt.of(30), 7), 1))
        .isEqualTo(second);
    assertThat(words(new ReplayPrompts(file, _ -> PLAIN, OptionalInt.of(30), 8), 1))
        .isNotEqualTo(second);
  }

  private static String[] words(ReplayPrompts prompts, int number) {
    return prompts.apply(number).messages().getFirst().content().split(" ");
  }

  private ReplayFile read(String text) throws IOException {
    Path file = folder.resolve("recording");
    Files.writeString(file, text);
    return ReplayFile.read(file);
  }
}
