package touchstone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.Candidate;
import touchstone.model.Case;
import touchstone.model.Exchange;
import touchstone.model.Outcome;
import touchstone.model.Sample;
import touchstone.model.Suite;
import touchstone.model.ToolCall;
import touchstone.suite.SuiteReader;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.Script;
import touchstone.verdict.Recommendation;

@Timeout(60)
class ToolCasesTest {
  private static final Script GOOD = ChatAnswer.of("7天内", "可以退货。").script();
  private static final Script CALL =
      ChatAnswer.of()
          .finish("tool_calls")
          .thenEvent(
              "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"1\",\"function\":{\"name\":\"look_up\",\"arguments\":\"{\\\"order_id\\\":\\\"CZ1107\\\"}\"}}]}}]}")
          .script();
  private static final Script REFUSED =
      Script.error(400, "BadRequestError", "auto tool choice requires --enable-auto-tool-choice");

  @TempDir Path temp;

  @Test
  void anEndpointWithoutToolsSkipsThoseCasesAndIsComparedOnTheRest() throws IOException {
    try (FakeEndpoint able = FakeEndpoint.start(request -> offers(request) ? CALL : GOOD);
        FakeEndpoint unable = FakeEndpoint.start(request -> offers(request) ? REFUSED : GOOD)) {
      RunBench bench =
          new RunBench(
              temp.resolve("r"),
              suite(),
              RunBench.outside(able.url()),
              RunBench.outside(unable.url()));
      Run.Ending ending = bench.perform();
      assertThat(bench.outcomes("a"))
          .hasSize(6)
          .allSatisfy((_, outcome) -> assertThat(outcome).isEqualTo(Outcome.COMPLETED));
      assertThat(bench.outcomes("b"))
          .containsEntry("call-1", Outcome.SKIPPED)
          .containsEntry("call-2", Outcome.SKIPPED)
          .containsEntry("talk-1", Outcome.COMPLETED);
      assertThat(bench.trials().stream().filter(Sample::toolsRefused)).hasSize(2);
      assertThat(calls(bench))
          .containsOnly(new ToolCall("1", "look_up", "{\"order_id\":\"CZ1107\"}"));
      Recommendation verdict = ((Run.Ending.Finished) ending).written().input().recommendation();
      assertThat(verdict.caveats())
          .filteredOn(each -> each.id().equals("no-tools"))
          .singleElement()
          .satisfies(each ->
              assertThat(each.text().en())
                  .contains("takes no tools: 2 cases", "--enable-auto-tool-choice"));
      assertThat(verdict.caveats()).extracting(Recommendation.Caveat::id).doesNotContain("missing");
      assertThat(verdict.sentence().en()).doesNotContain("No verdict yet");
    }
  }

  @Test
  void theyAreNotPlannedWhereACandidateRunsOnTheEmbeddedEngine() throws IOException {
    Suite suite = SuiteReader.read(suite()).suite();
    Candidate embedded = candidate(new Candidate.CatalogueModel("m", "local"));
    Candidate outside =
        candidate(
            new Candidate.Outside(
                URI.create("http://127.0.0.1:1/v1"), "m", Optional.empty(), Map.of(), "{}"));
    ToolCases mixed = new ToolCases(List.of(embedded, outside));
    assertThat(mixed.plannable(List.of(suite)).getFirst().cases())
        .extracting(Case::id)
        .containsExactly("talk-1", "talk-2", "talk-3", "talk-4");
    assertThat(mixed.note(List.of(suite)).orElseThrow().en()).startsWith("2 cases with tools");
    ToolCases outer = new ToolCases(List.of(outside));
    assertThat(outer.plannable(List.of(suite))).containsExactly(suite);
    assertThat(outer.note(List.of(suite))).isEmpty();
  }

  @Test
  void aRunOfWhichNoCaseIsLeftEndsBeforeAnythingIsBroughtUp() throws IOException {
    Suite suite = SuiteReader.read(suite()).suite();
    Suite only =
        suite.withCases(suite.cases().stream().filter(each -> !ToolCases.talks(each)).toList());
    ToolCases embedded =
        new ToolCases(List.of(candidate(new Candidate.CatalogueModel("m", "local"))));
    assertThatThrownBy(() -> embedded.checked(List.of(only)))
        .hasMessageContaining("No case is left: 2 cases with tools")
        .hasMessageContaining("Make every candidate an endpoint");
    assertThat(embedded.checked(List.of(suite)).getFirst().cases()).hasSize(4);
  }

  private static boolean offers(FakeRequest request) {
    return request.body().contains("\"tools\":");
  }

  private static List<ToolCall> calls(RunBench bench) {
    return bench.trials().stream()
        .flatMap(each -> each.exchanges().stream())
        .map(Exchange::toolCalls)
        .flatMap(List::stream)
        .toList();
  }

  private static Candidate candidate(Candidate.Source source) {
    return new Candidate("a", "a", source, Optional.empty());
  }

  private Path suite() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("suite"));
    Files.writeString(
        folder.resolve("tools.yaml"),
        "- {name: look_up, description: 查订单, parameters: {type: object, properties: {order_id:"
            + " {type: string}}}}\n");
    StringBuilder cases = new StringBuilder("name: t\nsystem: 你是客服\ncases:\n");
    for (int i = 1; i <= 4; i++) {
      cases.append(
          "- {id: talk-%d, dimension: semantics, user: 几天能退%d, checks: [{key: 7天, slots: [7天]}]}\n"
              .formatted(i, i));
    }
    for (int i = 1; i <= 2; i++) {
      cases.append(
          "- {id: call-%d, dimension: semantics, tools: all, user: 查CZ1107%s, checks: [{call: look_up, with: {order_id: CZ1107}}]}\n"
              .formatted(i, "！".repeat(i)));
    }
    Files.writeString(folder.resolve("suite.yaml"), cases.toString());
    return folder;
  }
}
