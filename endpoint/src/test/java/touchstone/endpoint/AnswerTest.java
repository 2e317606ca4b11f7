package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.Exchange;
import touchstone.model.Usage;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.Script;

@OnEachEngine
@Timeout(20)
class AnswerTest {
  private final EngineKind engine;

  AnswerTest(EngineKind engine) {
    this.engine = engine;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "'答案'                          | ''   | '答案'",
        "'<think>想</think>答案'          | '想' | '答案'",
        "'<think>\n\n</think>\n\n答案'    | ''   | '答案'",
        "'\n<think>想\n</think>\n答'      | '想' | '答'",
        "'想</think>答'                   | '想' | '答'",
        "'<think>想'                      | '想' | ''",
        "'先说 <think> 这个词'             | ''   | '先说 <think> 这个词'"
      })
  void thinkingInsideTheContentIsSplitOff(String content, String reasoning, String answer) {
    Thinking thinking = Thinking.split(content);
    assertThat(thinking.reasoning()).isEqualTo(reasoning);
    assertThat(thinking.answer()).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({"reasoning_content", "reasoning"})
  void reasoningFieldsCountForTtftButNotForTheAnswer(String field) throws Exception {
    Exchange exchange = read(ChatAnswer.of("答", "案").reasoning(field, "想", "想").script());
    assertThat(exchange.reasoning()).isEqualTo("想想");
    assertThat(exchange.answer()).isEqualTo("答案");
    assertThat(exchange.timeline().arrivalsNanos()).hasSize(4);
    assertThat(exchange.timeline().firstContentNanos())
        .hasValue(exchange.timeline().arrivalsNanos().get(2));
  }

  @Test
  void thinkTagsSplitOverEventsLeaveTheRightFirstContent() throws Exception {
    Exchange exchange = read(ChatAnswer.of("<th", "ink>", "想", "</thi", "nk>", "\n", "答").script());
    assertThat(exchange.answer()).isEqualTo("答");
    assertThat(exchange.timeline().firstContentNanos())
        .hasValue(exchange.timeline().arrivalsNanos().get(6));
  }

  @Test
  void usageIsTheServersElseTheEvents() throws Exception {
    Exchange counted = read(ChatAnswer.of("a", "b").tokens(30, 20, 9).script());
    assertThat(counted.usage()).isEqualTo(new Usage(30, 9, 20, Usage.Source.SERVER));
    Exchange events = read(ChatAnswer.of("a", "b").usage(ChatAnswer.UsageIn.NOWHERE).script());
    assertThat(events.usage()).isEqualTo(new Usage(0, 2, 0, Usage.Source.EVENTS));
  }

  private Exchange read(Script script) throws Exception {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(script);
        ChatClient client = Clients.client(engine)) {
      return client.send(fake.endpoint(), Clients.ask("?")).exchange();
    }
  }
}
