package touchstone.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import touchstone.document.Document;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Candidate;
import touchstone.model.Dimension;
import touchstone.model.ProblemException;
import touchstone.model.Slo;
import touchstone.model.Text;
import touchstone.verdict.Requirements;

/**
 * Reads a selection file. Every complaint names file, line, column, what was expected and the
 * nearest right word; {@code selection.schema.json} describes the same format for editors.
 */
public final class SelectionReader {
  private static final String STANDARD = "customer-service-zh";

  private final Requirements standard;
  private final Lookup lookup;

  /**
   * @param standard requirements for all that the file leaves out
   * @param lookup finds what the file names
   */
  public SelectionReader(Requirements standard, Lookup lookup) {
    this.standard = standard;
    this.lookup = lookup;
  }

  public Selection read(Path file) {
    return read(
        Document.read(file),
        Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(".")));
  }

  /**
   * @param folder what relative paths in the file start from
   */
  public Selection read(Value document, Path folder) {
    Fields fields =
        document.fields(
            "name",
            "candidates",
            "suites",
            "shop",
            "requirements",
            "judge",
            "budget",
            "depth",
            "answers",
            "stopping",
            "$schema");
    Optional<Path> shop =
        fields.optional("shop").map(value -> folder.resolve(value.name()).normalize());
    return new Selection(
        fields.optional("name").map(Value::name).orElse("选型"),
        candidates(fields.required("candidates"), folder),
        suites(fields, folder, shop),
        shop,
        requirements(fields.optional("requirements")),
        fields.optional("judge").map(SelectionReader::judge),
        budget(fields.optional("budget")),
        fields.optional("depth").map(value -> value.choice(depths())).orElse(Depth.QUICK),
        answers(fields.optional("answers")),
        fields.optional("stopping").map(value -> watched(value, fields)).orElse(false));
  }

  /** A judge speaks only after the run: what it will say cannot be looked at while it goes on. */
  private static boolean watched(Value value, Fields fields) {
    boolean watched = value.choice(Map.of("fixed", false, "watched", true));
    if (watched && fields.optional("judge").isPresent()) {
      throw value.problem(
          new Text(
              "stopping: watched 不能和 judge 一起用：裁判要等答完才评，跑的时候看不到它的分",
              "stopping: watched and judge exclude each other: the judge speaks after the last"
                  + " answer, so nobody can look at what it will say"),
          new Text(
              "要裁判就写 stopping: fixed；要提前停就去掉 judge。",
              "Write stopping: fixed to have a judge, or leave the judge away to stop early."));
    }
    return watched;
  }

  private List<Candidate> candidates(Value value, Path folder) {
    List<Candidate> candidates = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Value item : value.items()) {
      Candidate candidate = CandidateReader.read(item, candidates.size(), folder);
      if (!ids.add(candidate.id())) {
        throw item.problem(
            new Text(
                "候选的 id “" + candidate.id() + "”重复了",
                "the id '" + candidate.id() + "' stands twice"),
            new Text("请给每个候选不同的 id。", "Give every candidate an id of its own."));
      }
      at(item, () -> lookup.sources().accept(candidate.source()));
      candidates.add(candidate);
    }
    if (candidates.isEmpty() || candidates.size() > 26) {
      throw value.wrong(new Text("1 到 26 个候选", "1 to 26 candidates"));
    }
    return candidates;
  }

  private List<String> suites(Fields fields, Path folder, Optional<Path> shop) {
    Optional<Value> value = fields.optional("suites");
    if (value.isEmpty()) {
      shop.ifPresent(_ -> at(fields.keyOf("shop"), () -> lookup.suites().accept(STANDARD, shop)));
      return List.of(STANDARD);
    }
    List<Value> items = value.get().itemOrItems();
    if (items.isEmpty()) {
      throw value.get().wrong(new Text("至少一个测试集", "at least one suite"));
    }
    return items.stream().map(item -> suite(item, folder, shop)).toList();
  }

  /** What a lookup complains of, with the place of the value. */
  private static void at(Value value, Runnable lookup) {
    try {
      lookup.run();
    } catch (ProblemException fault) {
      throw value.problem(fault.problem().what(), fault.problem().nextStep());
    }
  }

  /** A path is taken from the file's folder; a name stays a name. */
  private String suite(Value item, Path folder, Optional<Path> shop) {
    String name = item.name();
    boolean path = name.contains("/") || name.endsWith(".yaml") || name.endsWith(".yml");
    String suite = path ? folder.resolve(name).normalize().toString() : name;
    at(item, () -> lookup.suites().accept(suite, shop));
    return suite;
  }

  private Requirements requirements(Optional<Value> value) {
    if (value.isEmpty()) {
      return standard;
    }
    Fields fields =
        value.get().fields("weights", "floors", "slo", "margin", "dailyConversations", "currency");
    return new Requirements(
        byDimension(fields.optional("weights"), standard.weights(), 0, 1000),
        byDimension(fields.optional("floors"), standard.floors(), 1, 5),
        fields.optional("margin").map(v -> v.number(0, 4)).orElse(standard.margin()),
        fields.optional("slo").map(SelectionReader::slos).orElse(standard.slos()),
        fields
            .optional("dailyConversations")
            .map(v -> v.integer(0, Integer.MAX_VALUE))
            .orElse(standard.dailyConversations()),
        fields.optional("currency").map(Value::name).orElse(standard.currency()));
  }

  private static Map<Dimension, Double> byDimension(
      Optional<Value> value, Map<Dimension, Double> standard, double least, double most) {
    Map<Dimension, Double> result = new EnumMap<>(Dimension.class);
    result.putAll(standard);
    value.ifPresent(mapping -> {
      Fields fields = mapping.fields(Dimension.ids().toArray(String[]::new));
      for (Dimension dimension : Dimension.values()) {
        fields
            .optional(dimension.id())
            .ifPresent(each -> result.put(dimension, each.number(least, most)));
      }
    });
    value.ifPresent(mapping -> {
      if (least == 0 && result.values().stream().allMatch(weight -> weight == 0)) {
        throw mapping.wrong(new Text("至少一个大于 0 的权重", "at least one weight above 0"));
      }
    });
    return result;
  }

  private static List<Slo> slos(Value value) {
    return value.itemOrItems().stream()
        .flatMap(item -> Arrays.stream(item.name().split("[,，]")).map(part -> slo(item, part)))
        .toList();
  }

  private static Slo slo(Value place, String text) {
    return Slo.parse(text)
        .orElseThrow(
            () -> place.wrong(new Text("形如 ttft p95 <= 1s 的要求", "something like ttft p95 <= 1s")));
  }

  private static Selection.Judge judge(Value value) {
    Fields fields =
        value.fields("url", "model", "apiKey", "headers", "body", "price", "allowFamily");
    String model = fields.required("model").name();
    Candidate.Source source =
        new Candidate.Outside(
            CandidateReader.url(fields.required("url")),
            model,
            fields.optional("apiKey").map(CandidateReader::key),
            fields.optional("headers").map(CandidateReader::headers).orElse(Map.of()),
            fields.optional("body").map(CandidateReader::body).orElse("{}"));
    return new Selection.Judge(
        new Candidate(
            "judge", model, source, fields.optional("price").map(SelectionReader::tokenPrice)),
        fields.optional("allowFamily").map(Value::bool).orElse(false));
  }

  private static Candidate.Price tokenPrice(Value value) {
    Fields fields = value.fields("input", "output");
    return new Candidate.Price.PerMillionTokens(
        fields.required("input").number(0, 1e9), fields.required("output").number(0, 1e9));
  }

  private static Selection.Budget budget(Optional<Value> value) {
    Optional<Fields> fields = value.map(each -> each.fields("minutes", "money"));
    return new Selection.Budget(
        number(fields, "minutes", 0.1, 100_000), number(fields, "money", 0, 1e12));
  }

  private static OptionalDouble number(
      Optional<Fields> fields, String name, double least, double most) {
    return fields
        .flatMap(each -> each.optional(name))
        .map(each -> OptionalDouble.of(each.number(least, most)))
        .orElse(OptionalDouble.empty());
  }

  private static Selection.Answers answers(Optional<Value> value) {
    Optional<Fields> fields = value.map(each -> each.fields("maxTokens", "temperature", "seed"));
    return new Selection.Answers(
        fields
            .flatMap(each -> each.optional("maxTokens"))
            .map(each -> OptionalInt.of(each.integer(1, 100_000)))
            .orElse(OptionalInt.empty()),
        number(fields, "temperature", 0, 2).orElse(0),
        fields
            .flatMap(each -> each.optional("seed"))
            .map(each -> (long) each.integer(0, Integer.MAX_VALUE))
            .orElse(20_261L));
  }

  private static Map<String, Depth> depths() {
    return Arrays.stream(Depth.values()).collect(Collectors.toMap(Depth::id, Function.identity()));
  }
}
