package touchstone.fit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import touchstone.document.Document;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.document.Words;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** The models whose shapes ship as data. */
public final class ShapeCatalogue {
  private final Map<String, Row> rows = new LinkedHashMap<>();

  /**
   * A shape and what is published of it.
   *
   * @param billions parameters in 10⁹, as published
   */
  record Row(ModelShape shape, double billions) {}

  private ShapeCatalogue(Value document) {
    for (Value value : document.fields("models").required("models").items()) {
      Row row = row(value);
      rows.put(row.shape().name(), row);
    }
  }

  public static ShapeCatalogue bundled() {
    return new ShapeCatalogue(Document.read("shapes.yaml", Resource.text("shapes.yaml")));
  }

  /** The names of all shapes. */
  public Set<String> names() {
    return Collections.unmodifiableSet(rows.keySet());
  }

  List<Row> rows() {
    return List.copyOf(rows.values());
  }

  /**
   * A shape by name; {@code Qwen/Qwen3-32B} is {@code qwen3-32b}.
   *
   * @throws ProblemException naming the models there are
   */
  public ModelShape find(String name) {
    String folded = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(rows.get(folded)).map(Row::shape).orElseThrow(() -> unknown(name));
  }

  private ProblemException unknown(String name) {
    String all = String.join(", ", rows.keySet());
    String near = Words.nearest(name, rows.keySet()).orElse("");
    return new ProblemException(
        new Problem(
            new Text(
                "没有“" + name + "”的结构数据。现有：" + all,
                "The shape of '" + name + "' is not known. Known: " + all),
            near.isEmpty()
                ? new Text(
                    "请从上面选一个，或者给出模型的 config.json、model.safetensors.index.json 或 GGUF 文件。",
                    "Take one of these, or give the model's config.json,"
                        + " model.safetensors.index.json or GGUF file.")
                : new Text("是不是想写 " + near + "？", "Did you mean " + near + "?")));
  }

  private static Row row(Value value) {
    Fields fields =
        value.fields(
            "name",
            "modelType",
            "layers",
            "hidden",
            "heads",
            "kvHeads",
            "headDim",
            "ffn",
            "vocab",
            "tied",
            "contextTokens",
            "billions",
            "experts",
            "sliding");
    Value type = fields.required("modelType");
    ModelShape shape =
        new ModelShape(
            fields.required("name").name(),
            Family.ofModelType(type.name())
                .orElseThrow(() -> type.unknown(type.name(), Family.modelTypes())),
            whole(fields, "layers"),
            whole(fields, "hidden"),
            whole(fields, "heads"),
            whole(fields, "kvHeads"),
            whole(fields, "headDim"),
            fields.required("ffn").integer(0, 1 << 24),
            whole(fields, "vocab"),
            fields.required("tied").bool(),
            fields.optional("experts").map(ShapeCatalogue::experts),
            fields.optional("sliding").map(ShapeCatalogue::sliding).orElse(Sliding.NONE),
            whole(fields, "contextTokens"));
    return new Row(shape, fields.required("billions").number(0.001, 10_000));
  }

  private static Experts experts(Value value) {
    Fields fields = value.fields("count", "used", "ffn");
    return new Experts(whole(fields, "count"), whole(fields, "used"), whole(fields, "ffn"));
  }

  private static Sliding sliding(Value value) {
    Fields fields = value.fields("layers", "window");
    return new Sliding(whole(fields, "layers"), whole(fields, "window"));
  }

  private static int whole(Fields fields, String name) {
    return fields.required(name).integer(1, 1 << 24);
  }
}
