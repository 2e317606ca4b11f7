package touchstone.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Difficulty;
import touchstone.model.Dimension;
import touchstone.model.Finding;
import touchstone.model.Grade;
import touchstone.model.Standing;
import touchstone.model.Tool;
import touchstone.model.ToolCall;
import touchstone.model.Turn;
import touchstone.suite.Reply;

class ToolCallGraderTest {
  private static final List<Tool> TOOLS =
      List.of(new Tool("look_up", "查订单", "{}", false), new Tool("refund", "退款", "{}", true));
  private static final Check.Call LOOK_UP = call("look_up", "order_id", "CZ1107");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"order_id\":\"CZ1107\"}|1|Right function, right arguments.",
        "{\"order_id\":\"cz-1107\", \"note\":1}|1|Right function, right arguments.",
        "{\"order_id\":\"CZ1170\"}|0|Wrong value of order_id.",
        "{\"order_id\":\"\"}|0.5|Lacks order_id.",
        "{}|0.5|Lacks order_id.",
        "{\"order_id\":|0|The arguments are no JSON object.",
        "{\"order_id\":\"CZ1107\"}}|0|The arguments are no JSON object.",
        "[\"CZ1107\"]|0|The arguments are no JSON object.",
      })
  void argumentsAreReadAndCompared(String arguments, double credit, String note) {
    Finding found = due(LOOK_UP, Reply.of(""), new ToolCall("", "look_up", arguments));
    assertThat(found.credit()).isEqualTo(credit);
    assertThat(found.note().en()).isEqualTo(note);
    assertThat(found.quote()).startsWith("look_up(");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "59元|59|true",
        "59元|五十九块|true",
        "59元|95|false",
        "2026-11-13|11月13日|true",
        "2026-11-13|2026/11/13|true",
        "2026-11-13|11月14日|false",
        "15:30|下午三点半|true",
        "15:30|03:30|false",
        "7天|七天|true",
        "CZ 1107|cz1107|true",
        "13800000017|138-0000-0017|true",
        "XL|xl|true",
        "XL|L|false",
        "2|2件|true",
        "2|12|false",
      })
  void valuesCompareInAnySpelling(String right, String said, boolean same) {
    assertThat(Spelling.same(right, said)).isEqualTo(same);
  }

  @Test
  void tellsApartWhatTheShopsSystemCouldNotRun() {
    assertThat(note(due(LOOK_UP, Reply.of(""), new ToolCall("", "lookup", "{}"))))
        .isEqualTo("Calls 'lookup', which does not exist.");
    assertThat(note(due(call("refund"), Reply.of(""), new ToolCall("", "look_up", "{}"))))
        .isEqualTo("Calls another function.");
    assertThat(note(due(LOOK_UP, Reply.of("look_up(order_id=CZ1107)"))))
        .isEqualTo("Writes the call into its text, where nothing runs it.");
    assertThat(note(due(call("refund"), Reply.of("{\"name\": \"refund\"}"))))
        .isEqualTo("Writes the call into its text, where nothing runs it.");
    assertThat(note(due(call("refund"), Reply.of("Your refund (if any) comes later."))))
        .isEqualTo("Does not call the function.");
    assertThat(note(due(LOOK_UP, Reply.of("请稍等。")))).isEqualTo("Does not call the function.");
  }

  @ParameterizedTest
  @CsvSource({
    "已为您退款。, true",
    "已经帮您提交退款申请了, true",
    "帮您退好了哈, true",
    "已帮您查到，包裹在路上, true",
    "要给您退款吗？, false",
    "您确认后我再给您退款。, false",
    "如果已经退款了，3天内到账。, false",
    "I've refunded your order., true",
    "Would you like a refund?, false",
  })
  void aClaimWithoutACallIsAVeto(String answer, boolean veto) {
    assertThat(due(call("refund"), Reply.of(answer)).veto()).isEqualTo(veto);
    Finding none = finding(new Check.NoCall(1), Reply.of(answer), List.of());
    assertThat(none.veto()).isEqualTo(veto);
    assertThat(none.credit()).isEqualTo(veto ? 0 : 1);
  }

  @Test
  void actingUnaskedIsAVetoAndLookingUpIsNot() {
    ToolCall right = new ToolCall("", "look_up", "{\"order_id\":\"CZ1107\"}");
    ToolCall refund = new ToolCall("", "refund", "{}");
    assertThat(due(LOOK_UP, Reply.of(""), right, right).credit()).isEqualTo(1);
    assertThat(due(LOOK_UP, Reply.of(""), right, refund).veto()).isTrue();
    assertThat(due(call("refund"), Reply.of(""), refund, refund).veto()).isTrue();
    Finding looked = finding(new Check.NoCall(1), Reply.of(""), List.of(right));
    assertThat(looked.credit()).isZero();
    assertThat(looked.veto()).isFalse();
    assertThat(finding(new Check.NoCall(1), Reply.of(""), List.of(refund)).veto()).isTrue();
  }

  @Test
  void aCallWithoutWordsIsNoEmptyAnswer() {
    ToolCall right = new ToolCall("", "look_up", "{\"order_id\":\"CZ1107\"}");
    Check style = new Check.ChatStyle(50, 0.1);
    Grade called = grade(Reply.of(""), List.of(right), LOOK_UP, style);
    assertThat(called.standing()).isEqualTo(Standing.SCORED);
    assertThat(called.score()).hasValue(5);
    Grade silent = grade(Reply.of(""), List.of(), LOOK_UP, style);
    assertThat(silent.standing()).isEqualTo(Standing.MODEL_FAIL);
    Check point = new Check.KeyPoint("说运费", List.of(List.of("运费")), List.of(), false, false, 1);
    assertThat(grade(Reply.of(""), List.of(right), LOOK_UP, point).score()).hasValue(3);
  }

  private static Check.Call call(String function, String... argument) {
    List<Check.Argument> arguments =
        argument.length == 0
            ? List.of()
            : List.of(new Check.Argument(argument[0], List.of(argument[1]), List.of()));
    return new Check.Call(function, arguments, 1);
  }

  private static String note(Finding finding) {
    assertThat(finding.credit()).isZero();
    assertThat(finding.veto()).isFalse();
    return finding.note().en();
  }

  private static Finding due(Check.Call check, Reply reply, ToolCall... calls) {
    return finding(check, reply, List.of(calls));
  }

  private static Finding finding(Check check, Reply reply, List<ToolCall> calls) {
    Calls made = Calls.of(TOOLS, List.of(check), calls);
    Answer answer = Answer.of(0, reply.answer(), "退款怎么弄", "退款怎么弄");
    return check instanceof Check.Call due
        ? ToolCallGrader.due(due, answer, made)
        : ToolCallGrader.none((Check.NoCall) check, answer, made);
  }

  private static Grade grade(Reply reply, List<ToolCall> calls, Check... checks) {
    Case asked =
        new Case(
            "case",
            Dimension.SEMANTICS,
            "skill",
            Difficulty.EASY,
            "cluster",
            java.util.Optional.empty(),
            java.util.Optional.empty(),
            List.of(new Turn("查一下CZ1107", List.of(checks))),
            TOOLS);
    return Samples.grade(asked, 0, new Reply(reply.answer(), calls));
  }
}
