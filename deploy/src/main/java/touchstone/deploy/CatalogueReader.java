package touchstone.deploy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import touchstone.deploy.ModelSource.Member;
import touchstone.deploy.ModelSource.Pin;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Text;

/** Reads a catalogue file; the rules are those of catalogue.schema.json. */
final class CatalogueReader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+!-]*");
  private static final Pattern REPO =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Set<String> PLACES = Set.of("file", "huggingface", "modelscope", "wheel");

  private final Path folder;

  private CatalogueReader(Path folder) {
    this.folder = folder;
  }

  /** Reads a document; local files are relative to the folder. */
  static Catalogue read(Value document, Path folder) {
    CatalogueReader reader = new CatalogueReader(folder);
    Fields fields = document.fields("quickStart", "models");
    List<CatalogueEntry> entries = fields.required("models").items(reader::entry);
    Optional<Fields> pairs =
        fields.optional("quickStart").map(value -> value.fields("hub", "packages"));
    return new Catalogue(entries, pair(pairs, "hub"), pair(pairs, "packages"));
  }

  private static List<String> pair(Optional<Fields> pairs, String name) {
    return pairs.map(fields -> fields.required(name).items(Value::name)).orElse(List.of());
  }

  private CatalogueEntry entry(Value value) {
    Fields fields =
        value.fields(
            "name",
            "title",
            "licence",
            "parameters",
            "quantization",
            "contextTokens",
            "format",
            "sources");
    Value sources = fields.required("sources");
    if (sources.items().isEmpty()) {
      throw sources.wrong(new Text("至少一个来源", "at least one source"));
    }
    return new CatalogueEntry(
        matching(fields.required("name"), NAME, "a-z 0-9 . _ -"),
        text(fields.required("title")),
        licence(fields.required("licence")),
        fields.required("parameters").name(),
        fields.required("quantization").name(),
        fields.required("contextTokens").integer(256, 1 << 20),
        format(fields.required("format")),
        sources.items(this::source));
  }

  private static Text text(Value value) {
    Fields fields = value.fields("zh", "en");
    return new Text(fields.required("zh").text(), fields.required("en").text());
  }

  private static Licence licence(Value value) {
    Fields fields = value.fields("id", "name", "link", "statement", "showFirst");
    return new Licence(
        matching(fields.required("id"), WORD, "A-Z a-z 0-9 . _ -"),
        fields.required("name").name(),
        link(fields.required("link")),
        fields.optional("statement").map(CatalogueReader::text).orElse(Text.same("")),
        fields.optional("showFirst").map(Value::bool).orElse(false));
  }

  private static URI link(Value value) {
    try {
      return URI.create(value.name());
    } catch (IllegalArgumentException _) {
      throw value.wrong(new Text("网址", "a web address"));
    }
  }

  private static PromptFormat format(Value value) {
    Fields fields = value.fields("template", "transcript");
    if (fields.names().size() != 1) {
      throw value.wrong(new Text("template 或 transcript 之一", "one of template and transcript"));
    }
    return fields
        .optional("template")
        .map(CatalogueReader::template)
        .orElseGet(() -> transcript(fields.required("transcript")));
  }

  private static PromptFormat template(Value value) {
    return new PromptFormat.ModelTemplate(
        value.fields("assistantPrefix").optional("assistantPrefix").map(Value::text).orElse(""));
  }

  private static PromptFormat transcript(Value value) {
    Fields fields = value.fields("user", "assistant", "examples", "stops");
    return new PromptFormat.Transcript(
        fields.required("user").name(),
        fields.required("assistant").name(),
        fields
            .optional("examples")
            .map(examples -> examples.items(CatalogueReader::example))
            .orElse(List.of()),
        fields.required("stops").items(Value::text));
  }

  private static PromptFormat.Example example(Value value) {
    Fields fields = value.fields("user", "answer");
    return new PromptFormat.Example(
        fields.required("user").name(), fields.required("answer").name());
  }

  private ModelSource source(Value value) {
    Fields fields = value.fields("file", "huggingface", "modelscope", "wheel", "bytes", "sha256");
    List<String> places = fields.names().stream().filter(PLACES::contains).toList();
    if (places.size() != 1) {
      throw value.wrong(
          new Text(
              "file、huggingface、modelscope、wheel 四者之一",
              "exactly one of file, huggingface, modelscope and wheel"));
    }
    Value place = fields.required(places.getFirst());
    Pin pin = pin(fields);
    return switch (places.getFirst()) {
      case "file" -> new ModelSource.LocalFile(folder.resolve(place.name()).normalize(), pin);
      case "huggingface" -> {
        Fields hub = place.fields("repo", "file", "revision");
        yield new ModelSource.HuggingFace(
            repo(hub), path(hub.required("file")), revision(hub), pin);
      }
      case "modelscope" -> {
        Fields hub = place.fields("repo", "file", "revision");
        yield new ModelSource.ModelScope(repo(hub), path(hub.required("file")), revision(hub), pin);
      }
      default -> wheel(place, pin);
    };
  }

  private static Pin pin(Fields fields) {
    Optional<Long> bytes = fields.optional("bytes").map(value -> (long) value.number(1, 1L << 45));
    Optional<String> digest =
        fields
            .optional("sha256")
            .map(value -> matching(value, DIGEST, "64 × 0-9 a-f (lower case)"));
    return new Pin(bytes.map(OptionalLong::of).orElse(OptionalLong.empty()), digest);
  }

  private static ModelSource wheel(Value value, Pin pin) {
    if (pin.bytes().isEmpty() || pin.sha256().isEmpty()) {
      throw value.problem(
          new Text("wheel 来源必须写明 bytes 和 sha256", "a wheel source needs bytes and sha256"),
          new Text("请补上拼好后的大小和摘要。", "Add size and digest of the file put together."));
    }
    Fields fields = value.fields("parts", "terms");
    Value parts = fields.required("parts");
    if (parts.items().isEmpty()) {
      throw parts.wrong(new Text("至少一个分卷", "at least one part"));
    }
    return new ModelSource.Wheel(
        parts.items(CatalogueReader::member),
        fields.optional("terms").map(CatalogueReader::member),
        pin);
  }

  private static Member member(Value value) {
    Fields fields = value.fields("package", "version", "path");
    return new Member(
        matching(fields.required("package"), WORD, "A-Z a-z 0-9 . _ -"),
        matching(fields.required("version"), WORD, "A-Z a-z 0-9 . _ + ! -"),
        path(fields.required("path")));
  }

  private static String repo(Fields fields) {
    return matching(fields.required("repo"), REPO, "OWNER/NAME");
  }

  private static String revision(Fields fields) {
    return matching(fields.required("revision"), WORD, "A-Z a-z 0-9 . _ -");
  }

  /** A relative path that cannot climb out of where it is resolved. */
  private static String path(Value value) {
    String path = value.name();
    boolean climbs =
        path.startsWith("/")
            || path.contains("\\")
            || path.contains("//")
            || List.of(path.split("/", -1)).stream()
                .anyMatch(part -> part.equals("..") || part.equals("."));
    if (climbs) {
      throw value.wrong(new Text("不含 .. 的相对路径", "a relative path without '..'"));
    }
    return path;
  }

  private static String matching(Value value, Pattern pattern, String shape) {
    String text = value.name();
    if (!pattern.matcher(text).matches()) {
      throw value.wrong(Text.same(shape));
    }
    return text;
  }
}
