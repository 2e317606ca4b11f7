package touchstone.deploy.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import touchstone.deploy.PromptFormat;
import touchstone.model.Message;

class PromptTest {
  private static final List<Message> MESSAGES =
      List.of(
          Message.system("你是客服"),
          Message.user("你好"),
          Message.assistant("在"),
          Message.user("退款\n谢谢"));

  @Test
  void thinking_is_switched_off_by_what_the_answer_begins_with() {
    PromptWriter writer =
        writer("tiny-qwen3.gguf", new PromptFormat.ModelTemplate("<think>\n\n</think>\n\n"));
    assertThat(writer.text(List.of(Message.user("你好"))))
        .isEqualTo(
            "<|im_start|>user\n你好<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n");
  }

  @Test
  void gemma_is_written_in_its_own_template() {
    PromptWriter writer = writer("tiny-gemma3.gguf", Fixtures.TEMPLATE);
    assertThat(writer.text(List.of(Message.user("你好"))))
        .isEqualTo("<start_of_turn>user\n你好<end_of_turn>\n<start_of_turn>model\n");
  }

  @Test
  void a_transcript_has_one_line_a_turn_and_ends_in_the_label() {
    PromptWriter writer = writer("tiny-gemma3.gguf", Fixtures.transcript());
    assertThat(writer.text(MESSAGES))
        .isEqualTo("你是客服\n\n顾客：你好\n客服：您好，请问要什么？\n顾客：你好\n客服：在\n顾客：退款 谢谢\n客服：");
    assertThat(writer.stops()).containsExactly("\n");
  }

  @Test
  void the_prefix_ends_where_the_conversation_begins() {
    PromptWriter writer = writer("tiny-llama.gguf", Fixtures.TEMPLATE);
    Prompt one = writer.prompt(List.of(Message.system("你是客服"), Message.user("你好")));
    Prompt two = writer.prompt(List.of(Message.system("你是客服"), Message.user("退款")));
    assertThat(one.prefix()).isEqualTo(two.prefix()).isLessThan(one.tokens().length);
    assertThat(writer.prompt(List.of(Message.user("a"))).prefix()).isLessThan(one.prefix());
  }

  @Test
  void settings_survive_the_way_to_the_engine() {
    EngineSettings settings = Fixtures.settings("tiny-llama.gguf", Fixtures.transcript());
    assertThat(EngineSettings.read(settings.json())).isEqualTo(settings);
  }

  private static PromptWriter writer(String model, PromptFormat format) {
    Fixtures.launch();
    NativeLog log = new NativeLog(System.err);
    Libraries libraries = Libraries.load(NativeFolder.find(), log);
    return new PromptWriter(
        Weights.load(libraries, log, Fixtures.model(model), share -> {}), format);
  }
}
