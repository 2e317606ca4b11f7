package touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Difficulty;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.model.Tool;
import touchstone.model.Turn;
import touchstone.report.Columns;
import touchstone.suite.CheckLine;

/**
 * One case in the terminal: what a candidate would be sent, the shop's values filled in, and what
 * each answer is checked for. Lines break where a Chinese character takes two columns.
 */
record CasePreview(Console console) {
  private static final int INDENT = 10;

  void show(Case each) {
    Columns.wrap(head(each), console.columns()).forEach(this::line);
    each.system().ifPresent(text -> block(new Text("系统", "system"), text));
    each.tools().forEach(tool -> block(new Text("函数", "tool"), described(tool)));
    for (Turn turn : each.turns()) {
      block(new Text("顾客", "user"), turn.user());
      for (Check check : turn.checks()) {
        block(new Text("  查", "  check"), CheckLine.of(check).in(console.language()));
      }
    }
    line("");
  }

  private String head(Case each) {
    List<String> parts = new ArrayList<>();
    parts.add("# " + each.id());
    parts.add(each.dimension().title().in(console.language()));
    parts.add(each.skill());
    parts.add(difficulty(each.difficulty()).in(language()));
    if (!each.cluster().equals(each.id())) {
      parts.add(new Text("同一题 " + each.cluster(), "cluster " + each.cluster()).in(language()));
    }
    each.cleanTwin()
        .ifPresent(twin -> parts.add(new Text("对照 " + twin, "twin " + twin).in(language())));
    return String.join(" · ", parts);
  }

  private static String described(Tool tool) {
    return tool.name() + " – " + tool.description() + " " + tool.parameters();
  }

  private static Text difficulty(Difficulty difficulty) {
    return switch (difficulty) {
      case EASY -> new Text("易", "easy");
      case MEDIUM -> new Text("中", "medium");
      case HARD -> new Text("难", "hard");
    };
  }

  private Language language() {
    return console.language();
  }

  /** A text under its label; its own line breaks stay. */
  private void block(Text label, String text) {
    String before = Columns.left(label.in(language()), INDENT);
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
}
