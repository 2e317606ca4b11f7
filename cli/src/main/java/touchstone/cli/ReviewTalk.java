package touchstone.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.report.Columns;
import touchstone.suite.CaseSource;
import touchstone.suite.Drafted;
import touchstone.suite.Review;
import touchstone.suite.ReviewDesk;

/**
 * A talk at the terminal about one draft after the other.
 *
 * @param input lines that the person types; at its end the talk is over
 * @param editor the command of an editor; where there is none the question alone can be changed
 */
record ReviewTalk(Console console, ReviewDesk desk, BufferedReader input, Optional<String> editor) {
  private static final int INDENT = 10;

  int talk() throws IOException, InterruptedException {
    List<String> ids =
        desk.all().stream().filter(each -> each.review() == Review.DRAFT).map(Drafted::id).toList();
    for (int i = 0; i < ids.size(); i++) {
      Optional<Drafted> draft = desk.find(ids.get(i));
      if (draft.isPresent() && !decided(draft.get(), i + 1, ids.size())) {
        return Exit.OK;
      }
    }
    return Exit.OK;
  }

  /** False where the person wants to stop. */
  private boolean decided(Drafted shown, int number, int all)
      throws IOException, InterruptedException {
    Drafted draft = shown;
    while (true) {
      show(draft, number, all);
      prompt();
      String line = input.readLine();
      if (line == null) {
        return false;
      }
      switch (line.strip().toLowerCase(Locale.ROOT)) {
        case "a", "收", "y" -> {
          desk.decide(draft.id(), Review.ACCEPTED);
          return true;
        }
        case "d", "弃" -> {
          desk.decide(draft.id(), Review.DROPPED);
          return true;
        }
        case "e", "改" -> change(draft);
        case "s", "跳", "" -> {
          return true;
        }
        case "q", "退" -> {
          return false;
        }
        default -> console.say(new Text("请输入 a、e、d、s 或 q", "Type a, e, d, s or q"));
      }
      Drafted before = draft;
      draft = desk.find(before.id()).orElse(before);
    }
  }

  private void prompt() {
    console
        .err()
        .print(
            new Text(
                    "[a] 收下  [e] 改  [d] 弃掉  [s] 先跳过  [q] 退出：",
                    "[a]ccept  [e]dit  [d]rop  [s]kip  [q]uit: ")
                .in(console.language()));
    console.err().flush();
  }

  private void show(Drafted draft, int number, int all) {
    line("# " + draft.id() + " · " + number + "/" + all);
    block(new Text("顾客", "user"), draft.question());
    draft.points().forEach(point -> block(new Text("  查", "  check"), point));
    draft
        .source()
        .ifPresent(from -> {
          block(new Text("原文", "quote"), from.quote());
          block(new Text("出处", "source"), place(from));
        });
    console.out().flush();
  }

  private static String place(CaseSource from) {
    return from.file() + " " + from.place();
  }

  private void block(Text label, String text) {
    String before = Columns.left(label.in(console.language()), INDENT);
    for (String paragraph : text.split("\n", -1)) {
      for (String line : Columns.wrap(Columns.tame(paragraph), console.columns() - INDENT)) {
        line(before + line);
        before = " ".repeat(INDENT);
      }
    }
  }

  private void line(String text) {
    console.out().println(text.stripTrailing());
  }

  private void change(Drafted draft) throws IOException, InterruptedException {
    try {
      if (editor.isPresent()) {
        edit(draft, editor.get());
      } else {
        reword(draft);
      }
    } catch (ProblemException e) {
      console.show(e.problem());
    }
  }

  private void reword(Drafted draft) throws IOException {
    console
        .err()
        .print(
            new Text(
                    "新的问句（回车不改；要改要点请设好 EDITOR）：",
                    "New question (return keeps it; set EDITOR to change checks): ")
                .in(console.language()));
    console.err().flush();
    String line = input.readLine();
    if (line != null && !line.isBlank()) {
      desk.ask(draft.id(), line.strip());
    }
  }

  private void edit(Drafted draft, String command) throws IOException, InterruptedException {
    Path file = Files.createTempFile("touchstone-case", ".yaml");
    try {
      Files.writeString(file, draft.text());
      Process process =
          new ProcessBuilder("sh", "-c", command + " \"$1\"", "sh", file.toString())
              .inheritIO()
              .start();
      int code = process.waitFor();
      String text = Files.readString(file);
      if (code != 0) {
        throw new ProblemException(
            new Problem(
                new Text(
                    command + " 以 " + code + " 退出，没有改",
                    command + " ended with " + code + "; nothing was changed"),
                new Text("请检查环境变量 EDITOR。", "Check the variable EDITOR.")));
      }
      if (!text.equals(draft.text())) {
        desk.rewrite(draft.id(), text);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
