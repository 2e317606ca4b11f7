package touchstone.document;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import touchstone.model.Text;

/** The fields of one mapping. */
public final class Fields {
  private final Value owner;
  private final Map<String, Value> values;

  Fields(Value owner, Map<String, Value> values) {
    this.owner = owner;
    this.values = values;
  }

  public Set<String> names() {
    return values.keySet();
  }

  /** The field, unless it is absent or empty. */
  public Optional<Value> optional(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /** The field; a problem at the mapping's place if it is absent. */
  public Value required(String name) {
    return optional(name)
        .orElseThrow(() ->
            owner.problem(
                new Text("缺少“" + name + "”", "'" + name + "' is missing"),
                new Text("请补上这一项。", "Add it.")));
  }

  /** The key itself, for complaints about a name rather than a value. */
  public Value keyOf(String name) {
    return owner.key(name);
  }
}
