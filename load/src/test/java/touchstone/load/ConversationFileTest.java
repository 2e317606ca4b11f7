package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.ProblemException;

class ConversationFileTest {
  @TempDir Path folder;

  @Test
  void linesOfEveryKindAreRead() throws IOException {
    Path file =
        file(
            "chat.jsonl",
            """
            \uFEFF["怎么退货？", "运费谁出？ \\ud83d\\ude42"]

            {"turns": ["在吗？"], "system": "你是客服。"}
            {"messages": [{"role": "system", "content": "简短。"}, {"role": "user", "content": "一"}, {"role": "assistant", "content": "好"}, {"role": "user", "content": "二"}]}
            {"messages": [{"role": "assistant", "content": "您好"}]}
            {"question": "一"}
            ["一", ""]
            [["一"]]
            nonsense
            """);
    ConversationFile read = ConversationFile.read(file);
    assertThat(read.conversations())
        .containsExactly(
            new Conversation(Optional.empty(), List.of("怎么退货？", "运费谁出？ 🙂")),
            new Conversation(Optional.of("你是客服。"), List.of("在吗？")),
            new Conversation(Optional.of("简短。"), List.of("一", "二")));
    assertThat(read.bad()).extracting(ConversationFile.Bad::line).containsExactly(5, 6, 7, 8, 9);
    assertThat(read.bad().getFirst().reason().en()).isEqualTo("no words of a user");
  }

  @Test
  void aYamlListHoldsTheSame() throws IOException {
    Path file =
        file(
            "chat.yaml",
            """
            - [怎么退货？, 运费谁出？]
            - system: 你是客服。
              turns:
                - 订单 123 到哪了
                - 456
            - 只有一句
            """);
    ConversationFile read = ConversationFile.read(file);
    assertThat(read.conversations())
        .containsExactly(
            new Conversation(Optional.empty(), List.of("怎么退货？", "运费谁出？")),
            new Conversation(Optional.of("你是客服。"), List.of("订单 123 到哪了", "456")));
    assertThat(read.bad()).extracting(ConversationFile.Bad::line).containsExactly(6);
  }

  @Test
  void aFileWithoutAConversationIsNamed() throws IOException {
    Path none = file("none.jsonl", "{\"a\": 1}\n");
    Path empty = file("empty.jsonl", "\n");
    assertThatThrownBy(() -> ConversationFile.read(none))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("line 1: no list in turns or messages");
    assertThatThrownBy(() -> ConversationFile.read(empty)).hasMessageContaining("is empty");
    assertThatThrownBy(() -> ConversationFile.read(folder.resolve("gone.jsonl")))
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> ConversationFile.read(folder.resolve("gone.yaml")))
        .isInstanceOf(ProblemException.class);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
