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
        fields.required("good").items(CaseReader::text),
        fields.required("bad").items(each -> wrong(each, asked, turn)));
  }

  private static WrongAnswer wrong(Value value, Case asked, int turn) {
    Fields fields = value.fields("answer", "fails");
    Map<String, CheckKind> checked = new HashMap<>();
    asked
        .turns()
        .get(turn)
        .checks()
        .forEach(check -> checked.put(CheckKind.of(check).id(), CheckKind.of(check)));
    return new WrongAnswer(
        CaseReader.text(fields.required("answer")),
        fields.required("fails").itemOrItems().stream().map(each -> each.choice(checked)).toList());
  }
}
