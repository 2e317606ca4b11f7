package touchstone.suite;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import touchstone.document.Document;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Case;
import touchstone.model.Suite;
import touchstone.model.Text;
import touchstone.model.ToolCall;

/** Reads {@code answers.yaml}: good and wrong answers by which a suite's graders are tested. */
public final class AnswersReader {
  /** The name of the file in a suite's folder. */
  public static final String FILE = "answers.yaml";

  private final Map<String, Case> cases = new HashMap<>();

  private AnswersReader(Suite suite) {
    suite.cases().forEach(each -> cases.put(each.id(), each));
  }

  /** Reads the answers to a suite's cases; the first fault is thrown as a problem. */
  public static List<CaseAnswers> read(Path file, Suite suite) {
    AnswersReader reader = new AnswersReader(suite);
    return Document.read(file).items(reader::answers);
  }

  private CaseAnswers answers(Value value) {
    Fields fields = value.fields("case", "turn", "good", "bad");
    Case asked = fields.required("case").choice(cases);
    int turns = asked.turns().size();
    int turn = fields.optional("turn").map(each -> each.integer(1, turns)).orElse(turns) - 1;
    if (asked.turns().get(turn).checks().isEmpty()) {
      throw value.problem(
          new Text("这一轮没有检查", "this turn has no checks"),
          new Text("请写有检查的那一轮：turn: N。", "Name a turn with checks: turn: N."));
    }
    return new CaseAnswers(
        asked.id(),
        turn,
        fields.required("good").items(AnswersReader::good),
        fields.required("bad").items(each -> wrong(each, asked, turn)));
  }

  private static Reply good(Value value) {
    return value.isMapping()
        ? reply(value.fields("answer", "calls"))
        : Reply.of(CaseReader.text(value));
  }

  private static Reply reply(Fields fields) {
    List<ToolCall> calls = fields.optional("calls").map(AnswersReader::calls).orElse(List.of());
    if (calls.isEmpty()) {
      return Reply.of(CaseReader.text(fields.required("answer")));
    }
    return new Reply(fields.optional("answer").map(CaseReader::text).orElse(""), calls);
  }

  /** {@code {look_up_order: {order_id: …}}}; arguments in quotes stand as they are. */
  private static List<ToolCall> calls(Value value) {
    return value.itemOrItems().stream()
        .flatMap(each -> each.entries().entrySet().stream())
        .map(each ->
            new ToolCall(
                "",
                each.getKey(),
                each.getValue().isMapping()
                    ? JsonText.of(each.getValue())
                    : each.getValue().text()))
        .toList();
  }

  private static WrongAnswer wrong(Value value, Case asked, int turn) {
    Fields fields = value.fields("answer", "calls", "fails");
    Map<String, CheckKind> checked = new HashMap<>();
    asked
        .turns()
        .get(turn)
        .checks()
        .forEach(check -> checked.put(CheckKind.of(check).id(), CheckKind.of(check)));
    return new WrongAnswer(
        reply(fields),
        fields.required("fails").itemOrItems().stream().map(each -> each.choice(checked)).toList());
  }
}
