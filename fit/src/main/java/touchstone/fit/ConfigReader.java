package touchstone.fit;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import touchstone.document.Document;
import touchstone.document.Value;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Reads a Transformers config.json. What a file leaves out is filled in only where Transformers has
 * one default for that architecture; everything else is asked for by name.
 */
public final class ConfigReader {
  private static final int MOST = 1 << 24;

  private final Value owner;
  private final Map<String, Value> fields;
  private final Family family;

  private ConfigReader(Value owner, Map<String, Value> fields, Family family) {
    this.owner = owner;
    this.fields = fields;
    this.family = family;
  }

  /**
   * Reads a file.
   *
   * @throws ProblemException naming file, field and what was expected; also where the architecture
   *     is unknown, because its tensors would only be guessed
   */
  public static FitModel read(Path file) {
    Value document = Document.read(file);
    Map<String, Value> outer = document.entries();
    Optional<Value> nested = field(outer, "text_config");
    Value owner = nested.orElse(document);
    Map<String, Value> fields = owner.entries();
    Value type =
        field(fields, "model_type")
            .or(() -> field(outer, "model_type"))
            .orElseThrow(() -> missing(owner, "model_type"));
    Family family = Family.ofModelType(type.name()).orElseThrow(() -> unknown(type));
    ConfigReader reader = new ConfigReader(owner, fields, family);
    Quantization stored = quantization(field(outer, "quantization_config"));
    return FitModel.of(reader.shape(name(file), field(outer, "tie_word_embeddings")), stored);
  }

  private static String name(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().getParent())
        .flatMap(folder -> Optional.ofNullable(folder.getFileName()))
        .map(Path::toString)
        .orElse("config.json");
  }

  private ModelShape shape(String name, Optional<Value> outerTied) {
    int hidden = whole("hidden_size");
    int heads = whole("num_attention_heads");
    int layers = whole("num_hidden_layers");
    Optional<Experts> experts = experts();
    boolean tied =
        optional("tie_word_embeddings")
            .or(() -> outerTied)
            .map(Value::bool)
            .orElse(family.tiedByDefault());
    try {
      return new ModelShape(
          name,
          family,
          layers,
          hidden,
          heads,
          optional("num_key_value_heads").map(ConfigReader::whole).orElse(heads),
          headDim(hidden, heads),
          experts.isPresent() ? 0 : whole("intermediate_size"),
          whole("vocab_size"),
          tied,
          experts,
          sliding(layers),
          whole("max_position_embeddings"));
    } catch (IllegalArgumentException e) {
      throw owner.problem(
          new Text("各项对不上：" + e.getMessage(), "the fields do not match: " + e.getMessage()),
          new Text("请核对 config.json 是否完整。", "Check that config.json is the model's own."));
    }
  }

  /** Given, else hidden / heads; Qwen3 and Gemma 3 have a default of their own instead. */
  private int headDim(int hidden, int heads) {
    Optional<Value> given = optional("head_dim");
    if (given.isPresent()) {
      return whole(given.get());
    }
    return switch (family) {
      case QWEN3 -> 128;
      case GEMMA3 -> 256;
      default -> {
        if (hidden % heads != 0) {
          throw missing(owner, "head_dim");
        }
        yield hidden / heads;
      }
    };
  }

  private Optional<Experts> experts() {
    return switch (family) {
      case QWEN3_MOE -> {
        uniform();
        yield Optional.of(experts("num_experts", "moe_intermediate_size"));
      }
      case MIXTRAL -> Optional.of(experts("num_local_experts", "intermediate_size"));
      default -> {
        refuse("num_experts");
        refuse("num_local_experts");
        yield Optional.empty();
      }
    };
  }

  private Experts experts(String count, String width) {
    int all = whole(count);
    int used = required("num_experts_per_tok").integer(1, all);
    return new Experts(all, used, whole(width));
  }

  /** A mixture with dense layers in between would be counted wrong. */
  private void uniform() {
    optional("decoder_sparse_step").ifPresent(value -> value.integer(1, 1));
    optional("mlp_only_layers")
        .filter(value -> !value.items().isEmpty())
        .ifPresent(value -> {
          throw value.wrong(new Text("空列表（每层都是专家层）", "an empty list (every layer of experts)"));
        });
  }

  private void refuse(String name) {
    optional(name)
        .ifPresent(value -> {
          throw value.wrong(
              new Text(
                  family + " 没有专家层，不应有 " + name,
                  "no " + name + ", because " + family + " has no experts"));
        });
  }

  private Sliding sliding(int layers) {
    Optional<Value> window = optional("sliding_window");
    boolean off = optional("use_sliding_window").map(value -> !value.bool()).orElse(false);
    boolean asked =
        optional("use_sliding_window").isPresent()
            || family == Family.GEMMA3
            || family == Family.MISTRAL
            || family == Family.MIXTRAL;
    if (window.isEmpty() || off || !asked) {
      return Sliding.NONE;
    }
    int sliding = slidingLayers(layers);
    return sliding == 0 ? Sliding.NONE : new Sliding(sliding, whole(window.get()));
  }

  private int slidingLayers(int layers) {
    Optional<Value> types = optional("layer_types");
    if (types.isPresent()) {
      List<String> kinds = types.get().items(Value::text);
      if (kinds.size() != layers) {
        throw types
            .get()
            .wrong(new Text(layers + " 项，每层一项", layers + " items, one for each layer"));
      }
      return (int) kinds.stream().filter(kind -> kind.equals("sliding_attention")).count();
    }
    return switch (family) {
      case GEMMA3 -> {
        int pattern =
            optional("sliding_window_pattern")
                .map(value -> value.integer(1, layers))
                .orElse(Family.GEMMA3_PATTERN);
        yield layers - layers / pattern;
      }
      case MISTRAL, MIXTRAL -> layers;
      default ->
          Math.max(
              0,
              layers
                  - optional("max_window_layers")
                      .map(value -> value.integer(0, MOST))
                      .orElse(layers));
    };
  }

  private static Quantization quantization(Optional<Value> config) {
    if (config.isEmpty()) {
      return Quantization.BF16;
    }
    Map<String, Value> fields = config.get().entries();
    Value method =
        field(fields, "quant_method").orElseThrow(() -> missing(config.get(), "quant_method"));
    return switch (method.text().toLowerCase(Locale.ROOT)) {
      case "fp8" -> Quantization.FP8;
      case "awq" -> fourBit(fields, Quantization.AWQ);
      case "gptq" ->
          field(fields, "bits").filter(bits -> bits.text().equals("8")).isPresent()
              ? Quantization.INT8
              : fourBit(fields, Quantization.GPTQ);
      default -> throw method.unknown(method.text(), List.of("fp8", "awq", "gptq"));
    };
  }

  private static Quantization fourBit(Map<String, Value> fields, Quantization quantization) {
    field(fields, "bits").ifPresent(bits -> bits.integer(4, 4));
    return quantization;
  }

  private static ProblemException unknown(Value type) {
    String known = String.join(", ", Family.modelTypes());
    return type.problem(
        new Text(
            "还不会算 model_type “" + type.text() + "”的结构，会算的有：" + known,
            "model_type '"
                + type.text()
                + "' is an architecture that cannot be computed yet; these"
                + " can: "
                + known),
        new Text(
            "不猜：请查引擎启动日志里的权重和 KV 大小，或换一个会算的模型。",
            "It is not guessed: read weights and cache from the engine's log, or take another"
                + " model."));
  }

  private static ProblemException missing(Value owner, String name) {
    return owner.problem(
        new Text("缺少“" + name + "”", "'" + name + "' is missing"),
        new Text(
            "请用模型仓库里完整的 config.json。", "Take the whole config.json of the model's repository."));
  }

  private Value required(String name) {
    return optional(name).orElseThrow(() -> missing(owner, name));
  }

  private Optional<Value> optional(String name) {
    return field(fields, name);
  }

  private static Optional<Value> field(Map<String, Value> fields, String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
  }

  private int whole(String name) {
    return whole(required(name));
  }

  private static int whole(Value value) {
    return value.integer(1, MOST);
  }
}
