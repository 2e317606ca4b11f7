package touchstone.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import touchstone.model.Text;

/**
 * One model that people rent, by the name that they ask for.
 *
 * @param words what people call it in either language, beside its names
 * @param shape absent where only the user's file knows it; then nothing can be reckoned
 * @param gated whether its hub asks for an agreement first
 * @param chat whether it was tuned to answer; a base model only continues text
 * @param quantized published weights other than the bf16 ones
 */
public record Image(
    String name,
    String title,
    List<String> words,
    Optional<ModelShape> shape,
    String licence,
    boolean gated,
    boolean chat,
    Thinking thinking,
    Optional<String> huggingface,
    Optional<String> modelscope,
    List<Weights> quantized,
    Optional<Text> note) {
  private static final double SMALL = 4.5e9;
  private static final double LARGE = 30e9;
  private static final List<Integer> CARDS = List.of(1, 2, 4, 8, 16);

  /**
   * Weights in one form.
   *
   * @param repo their name on Hugging Face
   */
  public record Weights(Quantization kind, String repo) {}

  /** Cards that hold a model at the usual context, one request at a time, with room to spare. */
  public record Cards(int count, Gpu gpu) {}

  public Image {
    words = List.copyOf(words);
    quantized = List.copyOf(quantized);
  }

  /** Parameters, counted from the shape. */
  public OptionalLong parameters() {
    return shape
        .map(each -> OptionalLong.of(ParameterCount.of(each).total()))
        .orElse(OptionalLong.empty());
  }

  /** The forms that it can be had in, bf16 first. */
  public List<Quantization> kinds() {
    List<Quantization> kinds = new ArrayList<>(List.of(Quantization.BF16));
    quantized.stream().map(Weights::kind).forEach(kinds::add);
    return kinds;
  }

  /** The fewest cards, and of those the smallest kind, that a form fits on. */
  public Optional<Cards> cards(Quantization kind) {
    List<Gpu> bySize =
        GpuCatalogue.bundled().gpus().stream()
            .sorted(Comparator.comparingInt(Gpu::usableMib))
            .toList();
    return CARDS.stream()
        .flatMap(count -> bySize.stream().map(gpu -> new Cards(count, gpu)))
        .filter(each -> verdict(kind, each).filter(v -> v == FitVerdict.FITS).isPresent())
        .findFirst();
  }

  /** Whether some form of it works on one card of so many GB. */
  public boolean worksOn(int gigabytes) {
    Cards one = new Cards(1, GpuCatalogue.nominal(gigabytes));
    return kinds().stream().anyMatch(kind -> verdict(kind, one).filter(v -> v.works()).isPresent());
  }

  private Optional<FitVerdict> verdict(Quantization kind, Cards cards) {
    return shape
        .filter(each -> each.heads() % cards.count() == 0)
        .map(each -> {
          int context = Math.min(FitRequest.CONTEXT, each.contextTokens());
          return new FitSum(
                  new FitRequest(
                      FitModel.of(each, Quantization.BF16),
                      cards.gpu(),
                      cards.count(),
                      kind,
                      context,
                      1,
                      2,
                      0.9,
                      1024))
              .verdict();
        });
  }

  /** Everything that a search looks at, in lower case. */
  List<String> vocabulary() {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(name, title, licence, "模型", "model"));
    huggingface.ifPresent(all::add);
    modelscope.ifPresent(all::add);
    kinds().forEach(kind -> all.add(kind.label()));
    all.addAll(gated ? List.of("gated", "需申请") : List.of("ungated", "免申请"));
    all.addAll(chat ? List.of("chat", "对话") : List.of("base", "基座"));
    all.addAll(thinking.words());
    parameters().ifPresent(count -> all.addAll(size(count)));
    boolean mixture = shape.flatMap(ModelShape::experts).isPresent();
    all.addAll(mixture ? List.of("moe", "混合专家") : List.of("dense", "稠密"));
    return all.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
  }

  private static List<String> size(long parameters) {
    if (parameters < SMALL) {
      return List.of("小", "small");
    }
    return parameters < LARGE ? List.of("中型", "medium") : List.of("大", "large", "big");
  }
}
