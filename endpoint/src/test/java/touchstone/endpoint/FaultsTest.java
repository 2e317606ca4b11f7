package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static touchstone.model.Outcome.COMPLETED;
import static touchstone.model.Outcome.INFRA_FAIL;
import static touchstone.model.Outcome.MODEL_FAIL;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import touchstone.endpoint.ChatResult.Advice;
import touchstone.model.Outcome;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.Framing;
import touchstone.testing.Script;
import touchstone.testing.Script.Ending;

/** Every fault gives one clear outcome, and none hangs. */
@OnEachEngine
@Timeout(20)
class FaultsTest {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
  private static final String ERROR = "{\"error\":{\"message\":\"%s\",\"code\":%s}}";

  private final EngineKind engine;

  FaultsTest(EngineKind engine) {
    this.engine = engine;
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("never answers", Script.silence(), INFRA_FAIL, Advice.RETRY, "stalled"),
        fault("reset at once", Script.reset(), INFRA_FAIL, Advice.RETRY, "reset"),
        fault(
            "closed at once",
            Script.raw("", Ending.CLOSE),
            INFRA_FAIL,
            Advice.RETRY,
            "closed early"),
        fault(
            "no HTTP",
            Script.raw("SSH-2.0-OpenSSH_9\r\n\r\n", Ending.CLOSE),
            INFRA_FAIL,
            Advice.RETRY,
            "not http"),
        fault(
            "reset in the middle",
            answer().brokenAfter(3, Ending.RESET),
            INFRA_FAIL,
            Advice.RETRY,
            "reset"),
        fault(
            "closed in the middle",
            answer().brokenAfter(3, Ending.CLOSE),
            INFRA_FAIL,
            Advice.RETRY,
            "closed early"),
        fault(
            "silent in the middle",
            answer().brokenAfter(3, Ending.HANG),
            INFRA_FAIL,
            Advice.RETRY,
            "stalled"),
        fault(
            "no finish, no [DONE]",
            answer().finish("").withoutDone().script(),
            INFRA_FAIL,
            Advice.RETRY,
            "without finish_reason"),
        fault(
            "the same until close",
            answer()
                .finish("")
                .withoutDone()
                .wire(w -> w.framing(Framing.CLOSE_DELIMITED))
                .script(),
            INFRA_FAIL,
            Advice.RETRY,
            "without finish_reason"),
        fault(
            "cut in an event",
            Script.raw(HEAD + "data: {\"choices\":[{\"delta\":{\"con", Ending.CLOSE),
            INFRA_FAIL,
            Advice.RETRY,
            "without finish_reason"),
        fault(
            "an event that is no JSON",
            answer().thenEvent("{\"choices\":[{").script(),
            INFRA_FAIL,
            Advice.RETRY,
            "no JSON"),
        fault(
            "error in the stream",
            answer().thenEvent(ERROR.formatted("CUDA out of memory", "500")).script(),
            INFRA_FAIL,
            Advice.RETRY,
            "CUDA"),
        fault(
            "context error in the stream",
            answer().thenEvent(ERROR.formatted("too long", "\"context_length_exceeded\"")).script(),
            MODEL_FAIL,
            Advice.KEEP,
            "too long"),
        fault(
            "endless stream",
            Script.endless(HEAD, ": ping\n\n", Duration.ofMillis(50)),
            INFRA_FAIL,
            Advice.RETRY,
            "request timeout"),
        fault(
            "endless flood",
            Script.endless(HEAD, "data: " + "x".repeat(4 << 20), Duration.ZERO),
            INFRA_FAIL,
            Advice.KEEP,
            "too large"),
        fault("429", Script.tooMany(""), INFRA_FAIL, Advice.RETRY, "HTTP 429"),
        fault(
            "429, no money",
            Script.error(429, "insufficient_quota", "quota"),
            INFRA_FAIL,
            Advice.STOP,
            "insufficient_quota"),
        fault("500", Script.error(500, "", "boom"), INFRA_FAIL, Advice.RETRY, "boom"),
        fault(
            "503 from a proxy",
            Script.raw(
                "HTTP/1.1 503 No\r\nContent-Length: 24\r\n\r\n<html><b>down</b></html>",
                Ending.KEEP),
            INFRA_FAIL,
            Advice.RETRY,
            "down"),
        fault(
            "401",
            Script.error(401, "invalid_api_key", "bad key"),
            INFRA_FAIL,
            Advice.STOP,
            "bad key"),
        fault(
            "404",
            Script.json(404, "{\"detail\":\"Not Found\"}"),
            INFRA_FAIL,
            Advice.STOP,
            "Not Found"),
        fault("400", Script.error(400, "", "unknown field foo"), INFRA_FAIL, Advice.STOP, "foo"),
        fault(
            "moved",
            Script.raw(
                "HTTP/1.1 301 Moved\r\nLocation: http://x/\r\nContent-Length: 0\r\n\r\n",
                Ending.KEEP),
            INFRA_FAIL,
            Advice.STOP,
            "301"),
        fault(
            "context too small",
            Script.error(400, "", "This model's maximum context length is 2048 tokens"),
            MODEL_FAIL,
            Advice.KEEP,
            "2048"),
        fault(
            "filtered",
            Script.error(400, "data_inspection_failed", "no"),
            MODEL_FAIL,
            Advice.KEEP,
            "inspection"),
        fault("empty", ChatAnswer.of().script(), MODEL_FAIL, Advice.KEEP, "empty answer"),
        fault(
            "only white space",
            ChatAnswer.of("\n ", "\n").script(),
            MODEL_FAIL,
            Advice.KEEP,
            "empty answer"),
        fault(
            "only reasoning",
            ChatAnswer.of().reasoning("reasoning", "hm").script(),
            MODEL_FAIL,
            Advice.KEEP,
            "reasoning"),
        fault(
            "unclosed thinking",
            ChatAnswer.of("<think>", "hm").script(),
            MODEL_FAIL,
            Advice.KEEP,
            "reasoning"),
        fault(
            "context full",
            answer().finish("length").tokens(5, 0, 40).script(),
            MODEL_FAIL,
            Advice.KEEP,
            "context limit"),
        fault(
            "our cap",
            answer().finish("length").tokens(5, 0, 100).script(),
            COMPLETED,
            Advice.KEEP,
            ""),
        fault(
            "our cap, no usage",
            answer().finish("length").usage(ChatAnswer.UsageIn.NOWHERE).script(),
            COMPLETED,
            Advice.KEEP,
            ""),
        fault(
            "reset after the finish",
            answer().brokenAfter(7, Ending.RESET),
            COMPLETED,
            Advice.KEEP,
            ""),
        fault(
            "unknown encoding",
            Script.raw(
                "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx",
                Ending.KEEP),
            INFRA_FAIL,
            Advice.RETRY,
            "'br'"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void hasOneOutcome(String name, Script script, Outcome outcome, Advice advice, String detail)
      throws Exception {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(script);
        ChatClient client = Clients.client(engine)) {
      ChatResult result = client.once(fake.endpoint(), Clients.ask("你好"));
      assertThat(result.exchange().detail()).as(name).contains(detail);
      assertThat(result.exchange().outcome()).isEqualTo(outcome);
      assertThat(result.advice()).isEqualTo(advice);
      assertThat(result.problem().isPresent()).isEqualTo(outcome == INFRA_FAIL);
      assertThat(result.exchange().truncated()).isEqualTo(name.startsWith("our cap"));
    }
  }

  private static ChatAnswer answer() {
    return ChatAnswer.of("a", "b", "c", "d", "e");
  }

  private static Arguments fault(
      String name, Script script, Outcome outcome, Advice advice, String detail) {
    return Arguments.of(name, script, outcome, advice, detail);
  }
}
