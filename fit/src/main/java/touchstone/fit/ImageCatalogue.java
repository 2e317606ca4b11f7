package touchstone.fit;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import touchstone.document.Document;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** The models that people rent, as data: {@code images.yaml}, and a file of the user's own. */
public final class ImageCatalogue {
  private static final Map<String, Thinking> THINKING =
      Map.of("none", Thinking.NONE, "switch", Thinking.SWITCH, "always", Thinking.ALWAYS);

  private final Map<String, Image> images;

  private ImageCatalogue(Map<String, Image> images) {
    this.images = images;
  }

  public static ImageCatalogue bundled() {
    return read(Document.read("images.yaml", Resource.text("images.yaml")));
  }

  /**
   * This catalogue with the entries of a file; one of a known name takes its place.
   *
   * @throws ProblemException naming file, line and column where the file is not a catalogue
   */
  public ImageCatalogue with(Path file) {
    Map<String, Image> all = new LinkedHashMap<>(images);
    all.putAll(read(Document.read(file)).images);
    return new ImageCatalogue(all);
  }

  /** Those that a search finds, in the order of the file. */
  public List<Image> find(ImageSearch search) {
    return images.values().stream().filter(search::meets).toList();
  }

  /** All of them, in the order of the file. */
  public List<Image> images() {
    return List.copyOf(images.values());
  }

  private static ImageCatalogue read(Value document) {
    ShapeCatalogue shapes = ShapeCatalogue.bundled();
    Map<String, Image> images = new LinkedHashMap<>();
    for (Value value : document.fields("images").required("images").items()) {
      Image image = image(value, shapes);
      if (images.put(image.name(), image) != null) {
        throw value.wrong(
            new Text(
                "每个名字只能出现一次，“" + image.name() + "”重复了",
                "each name once, but '" + image.name() + "' stands here again"));
      }
    }
    return new ImageCatalogue(images);
  }

  private static Image image(Value value, ShapeCatalogue shapes) {
    Fields fields =
        value.fields(
            "name",
            "title",
            "words",
            "shape",
            "licence",
            "gated",
            "chat",
            "thinking",
            "huggingface",
            "modelscope",
            "quantized",
            "note");
    return new Image(
        fields.required("name").name(),
        fields.required("title").name(),
        fields.required("words").items(Value::name),
        fields.optional("shape").map(each -> shape(each, shapes)),
        fields.required("licence").name(),
        fields.required("gated").bool(),
        fields.optional("chat").map(Value::bool).orElse(true),
        fields.required("thinking").choice(THINKING),
        fields.optional("huggingface").map(Value::name),
        fields.optional("modelscope").map(Value::name),
        fields
            .optional("quantized")
            .map(each -> each.items(ImageCatalogue::weights))
            .orElse(List.of()),
        fields.optional("note").map(ImageCatalogue::text));
  }

  private static ModelShape shape(Value value, ShapeCatalogue shapes) {
    if (!shapes.names().contains(value.name())) {
      throw value.unknown(value.name(), shapes.names());
    }
    return shapes.find(value.name());
  }

  private static Image.Weights weights(Value value) {
    Fields fields = value.fields("kind", "repo");
    Value kind = fields.required("kind");
    return new Image.Weights(
        Quantization.named(kind.name())
            .orElseThrow(() -> kind.unknown(kind.name(), Quantization.names())),
        fields.required("repo").name());
  }

  private static Text text(Value value) {
    Fields fields = value.fields("zh", "en");
    return new Text(fields.required("zh").name(), fields.required("en").name());
  }
}
