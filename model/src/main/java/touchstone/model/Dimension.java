package touchstone.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a candidate is judged on. The identifiers are those of selection files and report.json. */
public enum Dimension {
  SEMANTICS("semantics", new Text("语义理解", "Semantic understanding")),
  SPEED("speed", new Text("响应性能", "Speed")),
  MEMORY("memory", new Text("多轮记忆", "Multi-turn memory")),
  EXPRESSION("expression", new Text("表达与共情", "Expression and empathy")),
  ROBUSTNESS("robustness", new Text("抗干扰", "Robustness")),
  COST("cost", new Text("成本", "Cost"));

  private final String id;
  private final Text title;

  Dimension(String id, Text title) {
    this.id = id;
    this.title = title;
  }

  public String id() {
    return id;
  }

  public Text title() {
    return title;
  }

  /** Whether grades of answers decide it; speed and cost come from timings and prices instead. */
  public boolean graded() {
    return this != SPEED && this != COST;
  }

  public static Optional<Dimension> of(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }

  public static List<String> ids() {
    return Arrays.stream(values()).map(Dimension::id).toList();
  }
}
