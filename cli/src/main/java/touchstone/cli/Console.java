package touchstone.cli;

import java.io.PrintWriter;
import touchstone.model.Language;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Where a command speaks: results to one stream, progress and complaints to the other.
 *
 * @param out for results only, so that they can be piped
 */
record Console(Language language, PrintWriter out, PrintWriter err) {
  /** Width of the terminal in columns, 80 where there is none. */
  int columns() {
    int columns = Integer.getInteger("touchstone.columns", 80);
    return Math.max(60, Math.min(columns, 160));
  }

  /** Columns that a line which is redrawn may take, so that it never wraps. */
  int liveColumns() {
    return Math.max(20, Integer.getInteger("touchstone.columns", 80) - 1);
  }

  /** Whether progress goes to a terminal that can redraw lines. */
  boolean live() {
    return Boolean.getBoolean("touchstone.terminal") && !"dumb".equals(System.getenv("TERM"));
  }

  void say(Text text) {
    err.println(text.in(language));
  }

  void show(Problem problem) {
    err.println(problem.in(language));
  }

  /** Says what went wrong; a stack trace only where the fault is ours. */
  void fault(Throwable fault) {
    if (fault instanceof UsageProblem wrong) {
      show(wrong.problem());
      return;
    }
    if (fault instanceof ProblemException known) {
      show(known.problem());
      return;
    }
    say(new Text("程序内部出错（不是你的问题）：" + fault, "Touchstone itself failed (not your fault): " + fault));
    fault.printStackTrace(err);
    say(
        new Text(
            "已记录的样本都在，可以用 touchstone run --resume 接着跑。",
            "What was logged is kept: touchstone run --resume goes on."));
  }
}
