package touchstone.lifecycle.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import touchstone.document.Document;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.document.Words;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** The engines that can be started by name: those that ship, and those of the user's own file. */
public final class EngineTemplates {
  private static final Map<String, LogDialect> DIALECTS =
      Map.of(
          "vllm", LogDialect.VLLM,
          "llama.cpp", LogDialect.LLAMA_CPP,
          "sglang", LogDialect.SGLANG,
          "plain", LogDialect.PLAIN);

  private final Map<String, EngineTemplate> templates;

  private EngineTemplates(Map<String, EngineTemplate> templates) {
    this.templates = templates;
  }

  /** The user's own file: {@code $XDG_CONFIG_HOME/touchstone/engines.yaml}. */
  public static Path standardFile(Function<String, Optional<String>> env) {
    return env.apply("XDG_CONFIG_HOME")
        .filter(value -> value.startsWith("/"))
        .map(Path::of)
        .orElseGet(() -> Path.of(env.apply("HOME").orElse("."), ".config"))
        .resolve("touchstone")
        .resolve("engines.yaml");
  }

  /**
   * Those that ship and, where the file is there, those in it; a known name takes the other's
   * place.
   *
   * @throws ProblemException naming file, line and column where the file is wrong
   */
  public static EngineTemplates with(Path own) {
    Map<String, EngineTemplate> all = new LinkedHashMap<>(read(bundled()));
    if (Files.exists(own)) {
      all.putAll(read(Document.read(own)));
    }
    return new EngineTemplates(all);
  }

  /**
   * The template of a name.
   *
   * @throws ProblemException listing what there is
   */
  public EngineTemplate find(String name) {
    return Optional.ofNullable(templates.get(name)).orElseThrow(() -> unknown(name));
  }

  private ProblemException unknown(String name) {
    String all = String.join(", ", templates.keySet());
    return new ProblemException(
        new Problem(
            new Text(
                "没有叫“" + name + "”的引擎，现有：" + all, "No engine '" + name + "'; there are: " + all),
            Words.nearest(name, templates.keySet())
                .map(near -> new Text("是不是想写 " + near + "？", "Did you mean " + near + "?"))
                .orElse(
                    new Text(
                        "从上面选一个，或在 engines.yaml 里写自己的（docs/deploy.md）。",
                        "Take one of these, or write your own in engines.yaml"
                            + " (docs/deploy.md)."))));
  }

  private static Map<String, EngineTemplate> read(Value document) {
    Map<String, EngineTemplate> read = new LinkedHashMap<>();
    document
        .fields("engines")
        .required("engines")
        .entries()
        .forEach((name, value) -> read.put(name, template(name, value)));
    return read;
  }

  private static EngineTemplate template(String name, Value value) {
    Fields fields =
        value.fields("command", "environment", "pass", "address", "key", "log", "serves", "health");
    Map<String, String> environment = new LinkedHashMap<>();
    fields
        .optional("environment")
        .ifPresent(all -> all.entries().forEach((key, each) -> environment.put(key, each.text())));
    List<String> command = fields.required("command").items(Value::text);
    if (command.isEmpty() || command.getFirst().isBlank()) {
      throw fields.required("command").wrong(new Text("至少一个参数的列表", "a list of at least one word"));
    }
    return new EngineTemplate(
        name,
        command,
        environment,
        fields.optional("pass").map(list -> list.items(Value::name)).orElse(List.of()),
        fields.optional("address").map(Value::name),
        fields.optional("key").map(Value::name),
        fields.optional("log").map(each -> each.choice(DIALECTS)).orElse(LogDialect.PLAIN),
        fields.optional("serves").map(Value::name).orElse("{name}"),
        fields.optional("health").map(Value::name).orElse("/health"));
  }

  private static Value bundled() {
    try (InputStream in = EngineTemplates.class.getResourceAsStream("engines.yaml")) {
      if (in == null) {
        throw new IllegalStateException("engines.yaml is missing from the jar");
      }
      return Document.read("engines.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
