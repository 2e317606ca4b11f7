package touchstone.suite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Difficulty;
import touchstone.model.Dimension;
import touchstone.model.Text;
import touchstone.model.Tool;
import touchstone.model.Turn;

/**
 * Reads one case of a file.
 *
 * @param dimension of the file, for cases that name none
 * @param tools of the file, for cases that name none
 */
record CaseReader(
    Prompts prompts,
    Defaults defaults,
    Toolbox toolbox,
    Optional<Dimension> dimension,
    List<Tool> tools) {
  static final int MOST_TURNS = 50;
  static final int MOST_CHARACTERS = 20_000;
  private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,79}");

  Case read(Value value) {
    Fields fields =
        value.fields(
            "id",
            "dimension",
            "skill",
            "difficulty",
            "cluster",
            "twin",
            "system",
            "without",
            "tools",
            "user",
            "checks",
            "turns",
            "status",
            "source");
    fields.optional("source").ifPresent(CaseSource::read);
    String id = id(fields.required("id"));
    Dimension own = dimension(value, fields);
    List<Tool> offered = fields.optional("tools").map(toolbox::named).orElse(tools);
    checkCalls(fields, offered);
    return new Case(
        id,
        own,
        fields.optional("skill").map(Value::name).orElse(own.id()),
        fields.optional("difficulty").map(CaseReader::difficulty).orElse(Difficulty.MEDIUM),
        fields.optional("cluster").map(CaseReader::id).orElse(id),
        fields.optional("twin").map(CaseReader::id),
        fields.optional("system").map(prompts::named).orElseGet(prompts::fallback),
        graded(value, turns(value, fields), own, without(fields)),
        offered);
  }

  /** A case with functions has one turn; one without must not ask for calls. */
  private void checkCalls(Fields fields, List<Tool> offered) {
    fields.optional("checks").ifPresent(checks -> toolbox.check(checks, offered));
    fields
        .optional("turns")
        .ifPresent(turns -> {
          if (!offered.isEmpty()) {
            throw Toolbox.severalTurns(turns);
          }
          turns.items().stream()
              .filter(Value::isMapping)
              .flatMap(turn -> Optional.ofNullable(turn.entries().get("checks")).stream())
              .forEach(checks -> toolbox.check(checks, offered));
        });
  }

  static String id(Value value) {
    if (!isId(value.text())) {
      throw value.wrong(
          new Text("编号（字母、汉字、数字和 . _ -，最多 80 个）", "an id (letters, digits and . _ -, at most 80)"));
    }
    return value.text();
  }

  static boolean isId(String word) {
    return ID.matcher(word).matches();
  }

  /** The dimensions that cases can belong to, by id. */
  static Map<String, Dimension> graded() {
    Map<String, Dimension> graded = new LinkedHashMap<>();
    Arrays.stream(Dimension.values())
        .filter(Dimension::graded)
        .forEach(each -> graded.put(each.id(), each));
    return graded;
  }

  private Dimension dimension(Value value, Fields fields) {
    return fields
        .optional("dimension")
        .map(each -> each.choice(graded()))
        .or(this::dimension)
        .orElseThrow(() ->
            value.problem(
                new Text("缺少“dimension”", "'dimension' is missing"),
                new Text(
                    "请在用例里或文件开头写上维度：" + String.join("、", graded().keySet()) + "。",
                    "Give it in the case or at the head of the file: "
                        + String.join(", ", graded().keySet())
                        + ".")));
  }

  /** What a person has decided about a case; one without the field was written by a person. */
  static Review review(Value value) {
    Value status = value.entries().get("status");
    return status == null || status.isEmpty() ? Review.ACCEPTED : status.choice(Review.byId());
  }

  private static Difficulty difficulty(Value value) {
    Map<String, Difficulty> difficulties = new LinkedHashMap<>();
    for (Difficulty each : Difficulty.values()) {
      difficulties.put(each.name().toLowerCase(Locale.ROOT), each);
    }
    return value.choice(difficulties);
  }

  private static Set<CheckKind> without(Fields fields) {
    Set<CheckKind> without = EnumSet.noneOf(CheckKind.class);
    fields
        .optional("without")
        .ifPresent(value ->
            value.itemOrItems().forEach(each -> without.add(each.choice(CheckKind.byId()))));
    return without;
  }

  private static List<Turn> turns(Value value, Fields fields) {
    Optional<Value> several = fields.optional("turns");
    if (several.isEmpty()) {
      return List.of(new Turn(text(fields.required("user")), checks(fields)));
    }
    for (String single : List.of("user", "checks")) {
      if (fields.optional(single).isPresent()) {
        throw fields
            .keyOf(single)
            .problem(
                new Text(
                    "“turns”和“" + single + "”只能写一个",
                    "'turns' and '" + single + "' exclude each other"),
                new Text("多轮对话请把它写进 turns 的那一轮里。", "In a conversation, put it into its turn."));
      }
    }
    List<Value> items = several.orElse(value).items();
    if (items.isEmpty() || items.size() > MOST_TURNS) {
      throw several
          .orElse(value)
          .wrong(
              new Text(
                  "1–" + MOST_TURNS + " 轮（实际 " + items.size() + " 轮）",
                  "1–" + MOST_TURNS + " turns (there are " + items.size() + ")"));
    }
    return turns(items);
  }

  private static List<Turn> turns(List<Value> items) {
    List<Turn> turns = new ArrayList<>();
    for (Value item : items) {
      if (item.isMapping()) {
        Fields fields = item.fields("user", "checks");
        Turn turn = new Turn(text(fields.required("user")), checks(fields));
        checkDistances(item, turn, turns.size());
        turns.add(turn);
      } else {
        turns.add(new Turn(text(item), List.of()));
      }
    }
    return turns;
  }

  private static void checkDistances(Value item, Turn turn, int earlier) {
    for (Check check : turn.checks()) {
      if (check instanceof Check.Recall recall && recall.distance() > earlier) {
        throw item.problem(
            new Text(
                "distance 是 " + recall.distance() + "，但前面只有 " + earlier + " 轮",
                "distance is "
                    + recall.distance()
                    + ", but only "
                    + earlier
                    + " turns come before"),
            new Text(
                "distance 是这一轮与埋下（或最后一次更改）这个信息的那一轮相隔的轮数。",
                "It counts the turns since the fact was told or last changed."));
      }
    }
  }

  private static List<Check> checks(Fields fields) {
    return fields.optional("checks").map(CheckReader::list).orElse(List.of());
  }

  /** Adds the defaults to every turn with checks, to the last turn where none has any. */
  private List<Turn> graded(Value value, List<Turn> turns, Dimension own, Set<CheckKind> without) {
    boolean any = turns.stream().anyMatch(turn -> !turn.checks().isEmpty());
    List<Turn> graded = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      boolean counts = any ? !turn.checks().isEmpty() : i == turns.size() - 1;
      graded.add(
          counts ? new Turn(turn.user(), defaults.mergedWith(turn.checks(), own, without)) : turn);
    }
    if (graded.stream().allMatch(turn -> turn.checks().isEmpty())) {
      throw value.problem(
          new Text("这条用例没有任何检查", "this case checks nothing"),
          new Text(
              "请写 checks，或在 suite.yaml 里写 defaults。", "Add checks, or defaults to suite.yaml."));
    }
    return graded;
  }

  /** Text of a message or prompt, not blank and within the limit. */
  static String text(Value value) {
    String text = value.name();
    int characters = text.codePointCount(0, text.length());
    if (characters > MOST_CHARACTERS) {
      throw value.wrong(
          new Text(
              "最多 " + MOST_CHARACTERS + " 字的文字（实际 " + characters + " 字）",
              "text of at most " + MOST_CHARACTERS + " characters (it has " + characters + ")"));
    }
    return text.strip();
  }
}
