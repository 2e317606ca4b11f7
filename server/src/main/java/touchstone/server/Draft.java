package touchstone.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.document.Document;
import touchstone.model.Candidate;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.run.Selection;
import touchstone.run.SelectionReader;
import touchstone.verdict.Requirements;

/** A selection that somebody wrote on the page: its text, what it means, what must be agreed to. */
record Draft(String text, Selection selection, Map<String, Text> questions) {
  /** What stands in complaints where a file's name would. */
  static final String NAME = "selection.yaml";

  /**
   * Reads a selection.
   *
   * @throws ProblemException naming line and column of the first fault
   */
  static Draft read(String text, Workplace workplace) {
    Selection selection = selection(text, workplace);
    return new Draft(
        text,
        selection,
        workplace.trust(_ -> false).questions(selection.candidates(), selection.judgeModel()));
  }

  private static Selection selection(String text, Workplace workplace) {
    try {
      return new SelectionReader(Requirements.DEFAULT, workplace.lookup())
          .read(Document.read(NAME, text), workplace.home());
    } catch (StackOverflowError _) {
      // the YAML reader goes down one call a bracket
      throw new Refusal(
          422,
          new Text("选型文件嵌套太深，读不了", "The selection is nested too deep to be read"),
          new Text("请检查括号。", "Check its brackets."));
    }
  }

  /**
   * Makes sure that every secret may go where it would, and remembers what was agreed to.
   *
   * @param agreed the questions that the user was shown and said yes to
   * @throws ProblemException where a variable is not set, or a question is open
   */
  static void agree(
      List<Candidate> candidates,
      Optional<Candidate> judge,
      Set<String> agreed,
      Workplace workplace) {
    boolean all =
        agreed.containsAll(workplace.trust(_ -> false).questions(candidates, judge).keySet());
    workplace.trust(_ -> all).check(candidates, judge, workplace::env);
  }

  ObjectNode json() {
    ObjectNode node = Reply.object().put("name", selection.name());
    ArrayNode candidates = node.putArray("candidates");
    selection
        .candidates()
        .forEach(each -> candidates.addObject().put("id", each.id()).put("label", each.label()));
    ArrayNode suites = node.putArray("suites");
    selection.suites().forEach(suites::add);
    node.put("depth", selection.depth().id());
    node.set("questions", asked(questions));
    return node;
  }

  /** Questions about secrets, by their ids. */
  static ArrayNode asked(Map<String, Text> questions) {
    ArrayNode open = Reply.object().putArray("questions");
    questions.forEach((id, text) -> open.addObject().put("id", id).set("text", Reply.text(text)));
    return open;
  }
}
