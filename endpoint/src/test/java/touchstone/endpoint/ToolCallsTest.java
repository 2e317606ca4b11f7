package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.ChatRequest;
import touchstone.model.Exchange;
import touchstone.model.Message;
import touchstone.model.Outcome;
import touchstone.model.Sampling;
import touchstone.model.Tool;
import touchstone.model.ToolCall;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.Script;

@Timeout(20)
class ToolCallsTest {
  private static final Tool LOOK_UP =
      new Tool(
          "look_up",
          "查订单",
          "{\"type\":\"object\",\"properties\":{\"order_id\":{\"type\":\"string\"}}}",
          false);
  private static final ChatRequest ASKED =
      new ChatRequest(
          List.of(Message.user("查一下")),
          new Sampling(100, 0, OptionalDouble.empty()),
          42,
          Optional.empty(),
          List.of(LOOK_UP));

  @Test
  void theRequestOffersTheFunctions() throws Exception {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(ChatAnswer.of("好").script());
        ChatClient client = Clients.client(EngineKind.NIO)) {
      client.send(fake.endpoint(), ASKED);
      client.send(fake.endpoint(), Clients.ask("?"));
      assertThat(fake.requests().getFirst().body())
          .contains(
              "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look_up\",\"description\":\"查订单\","
                  + "\"parameters\":"
                  + LOOK_UP.parameters()
                  + "}}]",
              "\"tool_choice\":\"auto\"");
      assertThat(fake.requests().getLast().body()).doesNotContain("tools", "tool_choice");
    }
  }

  @Test
  void piecesOfSeveralCallsArePutTogetherByTheirIndex() throws Exception {
    Exchange exchange =
        ask(
            streamed(
                "{'index':0,'id':'a','type':'function','function':{'name':'look_up','arguments':''}}",
                "{'index':0,'function':{'arguments':'{\\\"order'}}",
                "{'index':1,'id':'b','function':{'name':'refund','arguments':'{}'}}",
                "{'index':0,'function':{'arguments':'_id\\\":\\\"CZ1\\\"}'}}"));
    assertThat(exchange.toolCalls())
        .containsExactly(
            new ToolCall("a", "look_up", "{\"order_id\":\"CZ1\"}"),
            new ToolCall("b", "refund", "{}"));
    assertThat(exchange.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(exchange.answer()).isEmpty();
    assertThat(exchange.finishReason()).isEqualTo("tool_calls");
  }

  @Test
  void aNewIdBeginsACallWhereTheIndexStaysOrIsMissing() throws Exception {
    Exchange same =
        ask(
            streamed(
                "{'index':0,'id':'a','function':{'name':'look_up','arguments':'{}'}}",
                "{'index':0,'id':'b','function':{'name':'look_up','arguments':'{1'}}",
                "{'index':0,'id':'b','function':{'arguments':'}'}}"));
    assertThat(same.toolCalls())
        .containsExactly(new ToolCall("a", "look_up", "{}"), new ToolCall("b", "look_up", "{1}"));
    Exchange none =
        ask(
            streamed(
                "{'id':'a','function':{'name':'look_up','arguments':'{'}}",
                "{'function':{'arguments':'}'}}",
                "{'id':'b','function':{'name':'refund','arguments':{'why':1}}}"));
    assertThat(none.toolCalls())
        .containsExactly(
            new ToolCall("a", "look_up", "{}"), new ToolCall("b", "refund", "{\"why\":1}"));
  }

  @Test
  void aWholeAnswerMayCarryWordsAndCalls() throws Exception {
    Exchange exchange =
        ask(
            Script.json(
                200,
                "{'choices':[{'index':0,'message':{'content':'这就查','tool_calls':[{'id':'a','function':{'name':'look_up','arguments':'{}'}},{'id':'b','function':{'name':'look_up','arguments':'{}'}}]},'finish_reason':'tool_calls'}]}"
                    .replace('\'', '"')));
    assertThat(exchange.answer()).isEqualTo("这就查");
    assertThat(exchange.toolCalls()).extracting(ToolCall::id).containsExactly("a", "b");
  }

  @Test
  void aCallThatNobodyOfferedIsStillAnEmptyAnswer() throws Exception {
    Script script = streamed("{'index':0,'id':'a','function':{'name':'x','arguments':'{}'}}");
    try (FakeEndpoint fake = FakeEndpoint.inTurn(script);
        ChatClient client = Clients.client(EngineKind.NIO)) {
      Exchange exchange = client.send(fake.endpoint(), Clients.ask("?")).exchange();
      assertThat(exchange.outcome()).isEqualTo(Outcome.MODEL_FAIL);
      assertThat(exchange.toolCalls()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|\"auto\" tool choice requires --enable-auto-tool-choice and"
            + " --tool-call-parser|SKIPPED",
        "400|tools is not supported by this engine; leave it out|SKIPPED",
        "404|No endpoints found that support tool use|SKIPPED",
        "422|tools: Extra inputs are not permitted|SKIPPED",
        "404|The model small-tool-use does not exist|INFRA_FAIL",
        "400|temperature must be below 1|INFRA_FAIL",
        "401|no key for tools|INFRA_FAIL",
        "400|maximum context length is 4096 tokens, tools included|MODEL_FAIL",
      })
  void anEndpointThatTakesNoToolsIsToldFromOtherRefusals(int status, String said, Outcome outcome)
      throws Exception {
    Exchange exchange = ask(Script.error(status, "", said.replace("\"", "'")));
    assertThat(exchange.outcome()).isEqualTo(outcome);
    assertThat(exchange.detail()).contains("HTTP " + status);
    assertThat(exchange.detail().startsWith("the endpoint takes no tools"))
        .isEqualTo(outcome == Outcome.SKIPPED);
  }

  private static Script streamed(String... calls) {
    ChatAnswer answer = ChatAnswer.of().finish("tool_calls");
    for (String call : calls) {
      answer.thenEvent(
          "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[%s]},\"finish_reason\":null}]}"
              .formatted(call.replace('\'', '"')));
    }
    return answer.script();
  }

  private static Exchange ask(Script script) throws Exception {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(script);
        ChatClient client = Clients.client(EngineKind.NIO)) {
      return client.send(fake.endpoint(), ASKED).exchange();
    }
  }
}
