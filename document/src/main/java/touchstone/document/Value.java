package touchstone.document;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * One value in a document: a scalar, a list or a mapping. Its readers return what was asked for or
 * throw a {@link ProblemException} that names the place, the value and what was expected.
 */
public final class Value {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private final Source source;
  private final Node node;
  private final Function<Value, String> filling;

  Value(Source source, Node node) {
    this(source, node, Value::raw);
  }

  private Value(Source source, Node node, Function<Value, String> filling) {
    this.source = source;
    this.node = node;
    this.filling = filling;
  }

  public Place place() {
    return node.getStartMark()
        .map(mark -> new Place(source.name(), mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(new Place(source.name(), 1, 1));
  }

  /** The whole text of the document that it stands in. */
  public String documentText() {
    return source.text();
  }

  /**
   * The same value with every text inside it, names excepted, read through a function, e.g. one
   * that puts values in place of their names.
   *
   * @param filling gets the scalar as it is written; what it throws comes when the text is read
   */
  public Value filled(Function<Value, String> filling) {
    return new Value(source, node, filling);
  }

  /** Where a part of this scalar's text stands first, to complain about that part alone. */
  public Value part(String part) {
    return new Value(source, source.part(node, part));
  }

  private Value inside(Node inner) {
    return new Value(source, inner, filling);
  }

  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** Whether it is {@code null} or nothing stands after the colon. */
  public boolean isEmpty() {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  /** Any scalar as it is written, filled in where that was asked for. */
  public String text() {
    return isText() ? filling.apply(this) : raw();
  }

  private boolean isText() {
    return node instanceof ScalarNode && !isEmpty();
  }

  /** Any scalar as it is written. */
  public String raw() {
    if (node instanceof ScalarNode scalar && !isEmpty()) {
      return scalar.getValue();
    }
    throw wrong(new Text("一段文字", "text"));
  }

  /** A scalar that is not blank. */
  public String name() {
    String text = text();
    if (text.isBlank()) {
      throw wrong(new Text("不为空的文字", "text that is not blank"));
    }
    return text;
  }

  /** A number between two bounds, both included. */
  public double number(double least, double most) {
    try {
      double value = decimal().doubleValue();
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // said below, with the range
    }
    String range = show(least) + "–" + show(most);
    throw wrong(new Text(range + " 之间的数", "a number in " + range));
  }

  /** A whole number between two bounds, both included. */
  public int integer(int least, int most) {
    try {
      int value = decimal().intValueExact();
      if (value >= least && value <= most) {
        return value;
      }
    } catch (ArithmeticException _) {
      // not whole, or beyond 32 bits: said below
    } catch (NumberFormatException _) {
      // said below, with the range
    }
    String range = least + "–" + most;
    throw wrong(new Text(range + " 之间的整数", "a whole number in " + range));
  }

  /** A number as YAML's core schema writes it, without quotes. */
  private BigDecimal decimal() {
    String text = text();
    boolean plain = node instanceof ScalarNode scalar && scalar.isPlain();
    if (!plain || !NUMBER.matcher(text).matches()) {
      throw new NumberFormatException(text);
    }
    return new BigDecimal(text);
  }

  public boolean bool() {
    return switch (text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(Text.same("true / false"));
    };
  }

  /** One of some words; the message names the nearest. */
  public <E> E choice(Map<String, E> choices) {
    E chosen = choices.get(text());
    if (chosen == null) {
      throw unknown(text(), choices.keySet());
    }
    return chosen;
  }

  public List<Value> items() {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(this::inside).toList();
    }
    throw wrong(new Text("列表（每项前加“- ”）", "a list (each item after '- ')"));
  }

  public <E> List<E> items(Function<Value, E> read) {
    return items().stream().map(read).toList();
  }

  /** A list, or one item without the list around it. */
  public List<Value> itemOrItems() {
    return isList() ? items() : List.of(this);
  }

  /**
   * The value as plain maps, lists, strings, numbers and booleans, for settings that are passed on
   * as they are. Absent values become empty strings.
   */
  public Object plain() {
    return Plain.of(this, 0);
  }

  Tag tag() {
    return node.getTag();
  }

  /** The fields of a mapping, none of them outside the allowed names. */
  public Fields fields(String... allowed) {
    Fields fields = new Fields(this, entries());
    fields.names().stream()
        .filter(name -> !Set.of(allowed).contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw fields.keyOf(name).unknown(name, List.of(allowed));
        });
    return fields;
  }

  /** A mapping whose names are free, in the order of the file. */
  public Map<String, Value> entries() {
    Map<String, Value> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : tuples()) {
      Value key = new Value(source, tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode)) {
        throw wrong(new Text("“名称: 值”的映射", "a mapping of 'name: value'"));
      }
      if (entries.put(key.text(), inside(tuple.getValueNode())) != null) {
        throw key.problem(
            new Text("“" + key.text() + "”写了两次", "'" + key.text() + "' stands twice"),
            new Text("请只留一处。", "Keep one of them."));
      }
    }
    return entries;
  }

  private List<NodeTuple> tuples() {
    if (node instanceof MappingNode mapping) {
      return mapping.getValue();
    }
    throw wrong(new Text("“名称: 值”的映射", "a mapping of 'name: value'"));
  }

  private String keyText(NodeTuple tuple) {
    return new Value(source, tuple.getKeyNode()).text();
  }

  Value key(String name) {
    for (NodeTuple tuple : tuples()) {
      if (keyText(tuple).equals(name)) {
        return new Value(source, tuple.getKeyNode());
      }
    }
    return this;
  }

  /** Says that this value is not what was expected. */
  public ProblemException wrong(Text expected) {
    return Complaint.wrong(this, node, expected);
  }

  /** Says that a word is none of the right ones, and which is nearest. */
  public ProblemException unknown(String word, Collection<String> right) {
    return Complaint.unknown(this, word, right);
  }

  /** A problem at this place. */
  public ProblemException problem(Text what, Text nextStep) {
    return new ProblemException(
        new Problem(new Text(place() + "：" + what.zh(), place() + ": " + what.en()), nextStep));
  }

  private static String show(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e15
        ? Long.toString((long) bound)
        : Double.toString(bound);
  }
}
