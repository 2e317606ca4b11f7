package touchstone.suite;

import java.util.List;
import java.util.stream.Collectors;
import touchstone.model.Assertion;
import touchstone.model.Text;

/** What assertions ask of an answer, in one line. */
final class AssertionLine {
  private AssertionLine() {}

  static Text of(List<Assertion> all) {
    List<Text> each = all.stream().map(AssertionLine::of).toList();
    return new Text(
        each.stream().map(Text::zh).collect(Collectors.joining("；")),
        each.stream().map(Text::en).collect(Collectors.joining("; ")));
  }

  private static Text of(Assertion assertion) {
    Text plain = plain(assertion);
    return assertion.terms().negated()
        ? new Text("不许（" + plain.zh() + "）", "not (" + plain.en() + ")")
        : plain;
  }

  private static Text plain(Assertion assertion) {
    return switch (assertion) {
      case Assertion.Wording wording -> wording(wording);
      case Assertion.Json json ->
          new Text("JSON（" + json.form().id() + "）", "JSON (" + json.form().id() + ")");
      case Assertion.Distance near ->
          new Text(
              "和“" + near.value() + "”最多差 " + plain(near.most()) + " 个字",
              "at most " + plain(near.most()) + " edits from '" + near.value() + "'");
      case Assertion.WordCount _ -> new Text("词数要合适", "a number of words");
      case Assertion.Choice choice ->
          new Text(
              "选 " + choice.right() + "：" + option(choice),
              "takes " + choice.right() + ": " + option(choice));
      case Assertion.Group group -> of(group.all());
    };
  }

  private static Text wording(Assertion.Wording wording) {
    String values = String.join(" | ", wording.values());
    return wording.comparison() == Assertion.Comparison.MENTIONS
        ? new Text("要答到：" + values, "says: " + values)
        : new Text(
            wording.comparison().id() + "：" + values, wording.comparison().id() + ": " + values);
  }

  private static String option(Assertion.Choice choice) {
    return choice.options().get(choice.right().charAt(0) - 'A');
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }
}
