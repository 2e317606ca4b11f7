package touchstone.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Language;
import touchstone.model.ProblemException;
import touchstone.model.Tool;

class ToolboxTest {
  private static final String TOOLS =
      """
      - name: look_up
        description: 查订单
        parameters:
          type: object
          properties: {order_id: {type: string, description: '订单号，"CZ" 开头'}}
          required: [order_id]
      - {name: refund, description: 退款, acts: true, parameters: {type: object, properties: {reason: {}}}}
      """;
  private static final String GOOD =
      "{id: good, dimension: semantics, user: 在吗, checks: [no-refusal]}";

  @TempDir Path folder;

  @Test
  void casesOfferFunctionsByName() throws IOException {
    SuiteReading reading =
        read(
            TOOLS,
            "- {id: a, dimension: semantics, tools: look_up, user: 查CZ1, checks: [{call: look_up,"
                + " with: {order_id: [CZ1, '1']}, weight: 2}, no-call: 0.5]}\n"
                + "- {id: b, dimension: semantics, tools: all, user: 退, checks: [{call: refund,"
                + " with: {reason: {has: [[坏, 破], 漏]}}}]}");
    assertThat(reading.badCases()).isEmpty();
    Case first = reading.suite().cases().getFirst();
    assertThat(first.tools())
        .containsExactly(
            new Tool(
                "look_up",
                "查订单",
                "{\"type\":\"object\",\"properties\":{\"order_id\":{\"type\":\"string\",\"description\":\"订单号，\\\"CZ\\\""
                    + " 开头\"}},\"required\":[\"order_id\"]}",
                false));
    assertThat(first.turns().getFirst().checks())
        .containsExactly(
            new Check.Call(
                "look_up",
                List.of(new Check.Argument("order_id", List.of("CZ1", "1"), List.of())),
                2),
            new Check.NoCall(0.5));
    Case second = reading.suite().cases().get(1);
    assertThat(second.tools()).extracting(Tool::acts).containsExactly(false, true);
    assertThat(second.turns().getFirst().checks())
        .containsExactly(
            new Check.Call(
                "refund",
                List.of(
                    new Check.Argument(
                        "reason", List.of(), List.of(List.of("坏", "破"), List.of("漏")))),
                1));
  }

  @Test
  void theFunctionsBelongToTheDigest() throws IOException {
    var with = read(TOOLS, "- " + GOOD).suite().digest();
    assertThat(read(TOOLS.replace("查订单", "查单"), "- " + GOOD).suite().digest()).isNotEqualTo(with);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "tools: [lookup], user: 查, checks: [no-call]|'lookup' is unknown; right are: look_up,"
            + " refund",
        "tools: all, user: 查, checks: [{call: look_pu}]|Did you mean look_up?",
        "user: 查, checks: [{call: look_up}]|'look_up' is unknown; right are:",
        "tools: all, user: 查, checks: [{call: look_up, with: {order: x}}]|right are: order_id",
        "tools: all, turns: [在吗, {user: 查, checks: [no-call]}]|a case with tools has one turn",
        "tools: all, user: 查, checks: [{call: look_up, with: {order_id: {hsa: x}}}]|Did you mean"
            + " has?",
      })
  void slipsInCasesAreNamed(String bad, String message) throws IOException {
    SuiteReading reading =
        read(TOOLS, "- " + GOOD + "\n- {id: bad, dimension: semantics, " + bad + "}");
    assertThat(reading.badCases()).hasSize(1);
    assertThat(reading.badCases().getFirst().in(Language.EN)).contains("suite.yaml:4:", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "- {name: 查, description: d, parameters: {type: object}}|a function's name",
        "- {name: a, description: d}|'parameters' is missing",
        "- {name: a, description: d, parameters: {type: array}}|right are: object",
        "- {name: a, description: d, parameters: {type: object, required: [b]}}|'b' is unknown",
        "- {name: a, desc: d, parameters: {type: object}}|'desc' is unknown",
        "- {name: a, description: '{{shop.x}}', parameters: {type: object}}|no shop profile",
      })
  void slipsInDefinitionsAreNamed(String tools, String message) {
    assertThatThrownBy(() -> read(tools, "- " + GOOD))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("tools.yaml:1:")
        .hasMessageContaining(message);
  }

  private SuiteReading read(String tools, String cases) throws IOException {
    Files.writeString(folder.resolve("tools.yaml"), tools);
    Files.writeString(folder.resolve("suite.yaml"), "name: s\ncases:\n" + cases);
    return SuiteReader.read(folder);
  }
}
