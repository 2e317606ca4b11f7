package touchstone.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.testing.Script.Ending;
import touchstone.testing.Script.Piece;

class ScriptFileTest {
  @TempDir Path folder;

  @Test
  void answersComeInTurnAndTheLastOneEverAfter() throws IOException {
    Function<FakeRequest, Script> responder = responder("answers: [{content: 一}, {content: 二}]");
    assertThat(List.of(said(responder, "a"), said(responder, "b"), said(responder, "c")))
        .satisfiesExactly(
            first -> assertThat(first).contains("\"content\":\"一\""),
            second -> assertThat(second).contains("\"content\":\"二\""),
            third -> assertThat(third).contains("\"content\":\"二\""));
  }

  @Test
  void aCycleBeginsAgain() throws IOException {
    Function<FakeRequest, Script> responder =
        responder("cycle: true\nanswers: [{content: 一}, {content: 二}]");
    said(responder, "a");
    said(responder, "b");
    assertThat(said(responder, "c")).contains("\"content\":\"一\"");
  }

  @Test
  void aWordInTheNewestMessageChoosesAndTakesNoTurn() throws IOException {
    Function<FakeRequest, Script> responder =
        responder(
            """
            answers:
              - when: 退款
                content: 可以退
              - content: 其他
              - content: 再来
            """);
    assertThat(said(responder, "我要退款")).contains("可", "以", "退");
    assertThat(said(responder, "你好")).contains("其");
  }

  @Test
  void pausesFollowTheScript() throws IOException {
    Script script =
        script(
            """
            answers:
              - content: [甲, 乙, 丙]
                first: 1.5s
                gaps: [40ms, 250us]
                gap: 7ms
                role: false
                usage: none
            """);
    assertThat(delays(script))
        .startsWith(
            Duration.ZERO,
            Duration.ofMillis(1500),
            Duration.ofMillis(40),
            Duration.ofNanos(250_000),
            Duration.ofMillis(7));
  }

  @Test
  void withoutAStreamTheWholeAnswerComesWhenTheLastPieceWould() throws IOException {
    ScriptFile file = file("answers: [{content: 一二, first: 100ms, gap: 10ms, role: false}]");
    Script whole = file.responder().apply(request("你好", false));
    assertThat(text(whole)).contains("\"content\":\"一二\"");
    assertThat(delays(whole)).containsExactly(Duration.ofMillis(140));
  }

  @Test
  void errorsBytesAndSilenceAreAnswersToo() throws IOException {
    Script busy = script("answers: [{status: 429, retry_after: 2, message: 慢一点, first: 50ms}]");
    assertThat(text(busy)).contains("429", "Retry-After: 2", "慢一点");
    assertThat(delays(busy)).containsExactly(Duration.ofMillis(50));
    Script bytes = script("answers: [{raw: \"HTTP/1.1 200 OK\\r\\n\", ending: reset}]");
    assertThat(bytes.ending()).isEqualTo(Ending.RESET);
    assertThat(script("answers: [{silent: true}]").ending()).isEqualTo(Ending.HANG);
  }

  @Test
  void aBrokenStreamEndsAsWritten() throws IOException {
    Script script = script("answers: [{content: 一二三四, role: false, break_after: 2, ending: hang}]");
    assertThat(script.ending()).isEqualTo(Ending.HANG);
    assertThat(text(script)).contains("二").doesNotContain("三", "[DONE]");
  }

  @Test
  void theWireLooksAsWritten() throws IOException {
    String text =
        text(
            script(
                """
                answers:
                  - content: 好
                    repeat: 3
                    wire: {line_end: crlf, space: false, framing: content-length, events_per_write: 2}
                """));
    assertThat(text)
        .contains("Content-Length: ", "data:{", "\r\n\r\ndata:")
        .doesNotContain("data: ");
    assertThat(text.split("\"content\":\"好\"", -1)).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          answers: [{content: 好, gap: 40}]                | 40ms
          answers: [{content: 好, frist: 40ms}]            | first
          answers: [{status: 200}]                         | 400–599
          answers: [{content: 好, wire: {framing: chunk}}] | chunked
          answers: [{say: 好}]                             | content, status, raw, silent
          answers: [{content: 好, when: 退}]               | when
          answers: [{content: 好, break_after: 99}]        | 0–
          answers: [{content: 好, ending: reset}]          | :1:24: 'ending' does nothing without 'break_after'
          answers: [{content: 好, reasoning_field: reasoning}]  | reasoning_field' does nothing without 'reasoning'
          answers: [{content: 好, wire: {split_gap: 1ms}}] | split_gap' does nothing without 'split_every'
          answer: [{content: 好}]                          | answers
          """)
  void whatIsWrongIsNamedWithItsPlace(String yaml, String expected) {
    assertThatThrownBy(() -> file(yaml))
        .hasMessageContaining(expected)
        .hasMessageContaining("script.yaml:1:");
  }

  @Test
  void theExampleIsAScript() {
    assertThat(ScriptFile.example().answers()).hasSize(1);
  }

  private ScriptFile file(String yaml) throws IOException {
    return ScriptFile.read(Files.writeString(folder.resolve("script.yaml"), yaml));
  }

  private Function<FakeRequest, Script> responder(String yaml) throws IOException {
    return file(yaml).responder();
  }

  private Script script(String yaml) throws IOException {
    return responder(yaml).apply(request("你好", true));
  }

  private static String said(Function<FakeRequest, Script> responder, String question) {
    return text(responder.apply(request(question, true)));
  }

  private static FakeRequest request(String question, boolean stream) {
    String body =
        "{\"stream\": %s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(stream, question);
    return new FakeRequest(0, 0, "POST", "/v1/chat/completions", Map.of(), body, 0);
  }

  private static String text(Script script) {
    StringBuilder text = new StringBuilder();
    script.pieces().forEach(piece -> text.append(new String(piece.bytes(), UTF_8)));
    return text.toString();
  }

  private static List<Duration> delays(Script script) {
    List<Duration> delays = new ArrayList<>();
    for (Piece piece : script.pieces()) {
      delays.add(piece.delay());
    }
    return delays;
  }
}
