package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import touchstone.model.Exchange;
import touchstone.model.Outcome;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.Framing;
import touchstone.testing.Script;

/** Every way to write down the same answer is read as the same answer. */
@OnEachEngine
@Timeout(20)
class StreamShapesTest {
  private static final String TEXT = "您好，🙂退款三天到账。";

  private final EngineKind engine;

  StreamShapesTest(EngineKind engine) {
    this.engine = engine;
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
            Stream.of(Framing.values())
                .map(f -> shape("framing " + f, answer().wire(w -> w.framing(f)))),
            Stream.of(Framing.values())
                .map(f -> shape("gzip " + f, answer().wire(w -> w.framing(f).gzip()))),
            Stream.of(
                shape("CRLF", answer().wire(w -> w.lineEnd("\r\n"))),
                shape("CR", answer().wire(w -> w.lineEnd("\r"))),
                shape("no space", answer().wire(w -> w.withoutSpace())),
                shape("no space, CRLF", answer().wire(w -> w.withoutSpace().lineEnd("\r\n"))),
                shape("BOM", answer().wire(w -> w.bom())),
                shape("comments", answer().wire(w -> w.comments().lineEnd("\r\n"))),
                shape("data over lines", answer().wire(w -> w.dataOverLines())),
                shape("events share writes", answer().wire(w -> w.eventsPerWrite(4))),
                shape("one write", answer().wire(w -> w.eventsPerWrite(1000))),
                shape("split in sevens", answer().wire(w -> w.splitEvery(7, Duration.ZERO))),
                shape("byte by byte", answer().wire(w -> w.splitEvery(1, Duration.ZERO))),
                shape(
                    "odd chunks byte by byte",
                    answer()
                        .wire(w ->
                            w.framing(Framing.CHUNKED_ODD)
                                .lineEnd("\r\n")
                                .splitEvery(1, Duration.ZERO))),
                shape("no role chunk", answer().withoutRole()),
                shape("no [DONE]", answer().withoutDone()),
                shape("no finish reason", answer().finish("")),
                shape("usage in every chunk", answer().usage(ChatAnswer.UsageIn.EVERY_CHUNK)),
                shape("usage nowhere", answer().usage(ChatAnswer.UsageIn.NOWHERE)),
                shape("odd events between", answer().thenEvent("{\"type\":\"ping\"}")),
                shape(
                    "another choice",
                    answer()
                        .thenEvent("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"x\"}}]}")),
                Arguments.of("one JSON", answer().asOneJson()),
                Arguments.of("no end after [DONE]", endless(answer().script()))))
        .flatMap(each -> each);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void isReadAlike(String name, Script script) throws Exception {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(script);
        ChatClient client = Clients.client(engine)) {
      ChatResult result = client.send(fake.endpoint(), Clients.ask("退款多久到账？"));
      Exchange exchange = result.exchange();
      assertThat(exchange.answer()).as(name + ": " + exchange.detail()).isEqualTo(TEXT);
      assertThat(exchange.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(exchange.detail()).isEmpty();
      assertThat(exchange.attempts()).isEqualTo(1);
      assertThat(exchange.usage().completionTokens()).isPositive();
      assertThat(exchange.timeline().ttftNanos()).isPresent();
      assertThat(exchange.timeline().arrivalsNanos()).isSorted();
      assertThat(exchange.user()).isEqualTo("退款多久到账？");
    }
  }

  private static ChatAnswer answer() {
    return ChatAnswer.characters(TEXT);
  }

  private static Arguments shape(String name, ChatAnswer answer) {
    return Arguments.of(name, answer.script());
  }

  /** The same without the last chunk, and the connection stays open. */
  private static Script endless(Script whole) {
    var pieces = new ArrayList<Script.Piece>();
    whole.pieces().forEach(pieces::add);
    pieces.removeLast();
    return new Script(pieces, Script.Ending.HANG);
  }
}
