package touchstone.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** What is said of a value that is not what was expected. */
final class Complaint {
  private Complaint() {}

  static ProblemException wrong(Value value, Node node, Text expected) {
    String shown = shown(node);
    return value.problem(
        new Text(
            "应为" + expected.zh() + "，这里是 " + shown,
            "expected " + expected.en() + ", found " + shown),
        bareBraces(node)
            ? new Text(
                "以 {{ 开头、或写在方括号花括号里的 {{…}}，外面要加引号。",
                "Put quotes around a {{…}} that begins a value or stands inside brackets.")
            : new Text("请改这一处。", "Change it there."));
  }

  /** Whether it is a {@code {{name}}} without quotes, which YAML takes for a mapping. */
  private static boolean bareBraces(Node node) {
    return node instanceof MappingNode mapping
        && mapping.getValue().stream().anyMatch(each -> each.getKeyNode() instanceof MappingNode);
  }

  static ProblemException unknown(Value value, String word, Collection<String> right) {
    List<String> sorted = new ArrayList<>(right);
    String all = String.join(", ", sorted);
    Optional<String> nearest = Words.nearest(word, sorted);
    return value.problem(
        new Text("不认识“" + word + "”，可用的有：" + all, "'" + word + "' is unknown; right are: " + all),
        nearest
            .map(near -> new Text("是不是想写 " + near + "？", "Did you mean " + near + "?"))
            .orElse(new Text("请从上面选一个。", "Take one of these.")));
  }

  private static String shown(Node node) {
    return switch (node) {
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "(empty)";
      case ScalarNode scalar ->
          "'"
              + (scalar.getValue().length() > 60
                  ? scalar.getValue().substring(0, 60) + "…"
                  : scalar.getValue())
              + "'";
      case SequenceNode _ -> "[list]";
      default -> "{mapping}";
    };
  }
}
