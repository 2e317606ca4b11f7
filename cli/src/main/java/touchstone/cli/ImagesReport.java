package touchstone.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import touchstone.fit.Image;
import touchstone.fit.ModelShape;
import touchstone.fit.Quantization;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.report.Columns;

/** Images as a table, one of them in full, or all as JSON. */
final class ImagesReport {
  private static final String UNKNOWN = "–";

  private ImagesReport() {}

  static List<String> table(List<Image> images, Language language) {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            new Text("名字", "name").in(language),
            new Text("参数", "size").in(language),
            new Text("上下文", "context").in(language),
            new Text("许可", "licence").in(language),
            new Text("bf16 用什么卡", "cards for bf16").in(language),
            new Text("量化后用什么卡", "cards when quantized").in(language)));
    for (Image each : images) {
      Quantization last = each.kinds().getLast();
      lines.add(
          row(
              each.name(),
              size(each),
              context(each),
              each.licence() + (each.gated() ? " *" : ""),
              cards(each, Quantization.BF16),
              last == Quantization.BF16 ? UNKNOWN : last.label() + ": " + cards(each, last)));
    }
    if (images.stream().anyMatch(Image::gated)) {
      lines.add(
          new Text(
                  "* 下载前要先在模型站上同意许可。卡按 8192 上下文、一个请求算，换条件用 touchstone fit。",
                  "* The hub asks for an agreement first. Cards: context 8,192, one request; else"
                      + " touchstone fit.")
              .in(language));
    }
    return lines;
  }

  private static String row(String name, String size, String context, String... rest) {
    return (Columns.left(name, 22)
            + Columns.left(size, 9)
            + Columns.left(context, 9)
            + Columns.left(rest[0], 13)
            + Columns.left(rest[1], 20)
            + rest[2])
        .stripTrailing();
  }

  static List<String> one(Image image, Set<String> here, Language language) {
    List<String> lines = new ArrayList<>();
    lines.add(image.title() + "  (" + image.name() + ")");
    line(lines, new Text("参数", "parameters"), size(image), language);
    line(lines, new Text("上下文", "context"), context(image), language);
    line(lines, new Text("许可", "licence"), licence(image).in(language), language);
    line(lines, new Text("用途", "kind"), kind(image).in(language), language);
    line(lines, new Text("思考", "thinking"), image.thinking().title().in(language), language);
    line(lines, Text.same("Hugging Face"), image.huggingface().orElse(UNKNOWN), language);
    line(lines, Text.same("ModelScope"), image.modelscope().orElse(UNKNOWN), language);
    line(lines, Text.same("bf16"), cards(image, Quantization.BF16), language);
    for (Image.Weights each : image.quantized()) {
      String what = Columns.left(cards(image, each.kind()), 22) + each.repo();
      line(lines, Text.same(each.kind().label()), what, language);
    }
    image
        .note()
        .ifPresent(each -> line(lines, new Text("注意", "note"), each.in(language), language));
    lines.add("");
    lines.add(next(image, here).in(language));
    return lines;
  }

  private static void line(List<String> lines, Text name, String what, Language language) {
    lines.add("  " + Columns.left(name.in(language), 14) + what);
  }

  private static Text licence(Image image) {
    return image.gated()
        ? new Text(
            image.licence() + "（下载前要先在模型站上同意）",
            image.licence() + " (its hub asks for an agreement first)")
        : Text.same(image.licence());
  }

  private static Text kind(Image image) {
    return image.chat()
        ? new Text("对话模型", "answers in chat")
        : new Text("基座模型，没有对话格式", "a base model without a chat format");
  }

  private static Text next(Image image, Set<String> here) {
    String model = image.shape().map(ModelShape::name).orElse("config.json");
    String fit = "touchstone fit " + model + " --gpu NAME";
    if (here.contains(image.name())) {
      String deploy = "touchstone deploy " + image.name() + " --name NAME";
      return new Text(
          "本机就能跑：" + deploy + "；换条件算显存：" + fit,
          "Runs on this machine: " + deploy + "; other conditions: " + fit);
    }
    return new Text("换条件算显存：" + fit, "Other conditions: " + fit);
  }

  static Map<String, Object> json(Image image, Set<String> here, Language language) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", image.name());
    json.put("title", image.title());
    image.parameters().ifPresent(each -> json.put("parameters", each));
    image.shape().ifPresent(each -> json.put("context_tokens", each.contextTokens()));
    json.put("licence", image.licence());
    json.put("gated", image.gated());
    json.put("chat", image.chat());
    json.put("thinking", image.thinking().name().toLowerCase(Locale.ROOT));
    image.huggingface().ifPresent(each -> json.put("huggingface", each));
    image.modelscope().ifPresent(each -> json.put("modelscope", each));
    List<Map<String, Object>> forms = new ArrayList<>();
    forms.add(form(image, Quantization.BF16, image.huggingface()));
    image
        .quantized()
        .forEach(each -> forms.add(form(image, each.kind(), Optional.of(each.repo()))));
    json.put("forms", forms);
    json.put("deployable_here", here.contains(image.name()));
    image.note().ifPresent(each -> json.put("note", each.in(language)));
    return json;
  }

  private static Map<String, Object> form(Image image, Quantization kind, Optional<String> repo) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", kind.label());
    repo.ifPresent(each -> json.put("huggingface", each));
    image
        .cards(kind)
        .ifPresent(cards -> {
          json.put("gpu", cards.gpu().name());
          json.put("gpus", cards.count());
        });
    return json;
  }

  private static String cards(Image image, Quantization kind) {
    return image.cards(kind).map(each -> each.count() + " × " + each.gpu().name()).orElse(UNKNOWN);
  }

  private static String size(Image image) {
    long count = image.parameters().orElse(0);
    if (count == 0) {
      return UNKNOWN;
    }
    return count < 999_500_000L ? "%.0fM".formatted(count / 1e6) : "%.1fB".formatted(count / 1e9);
  }

  private static String context(Image image) {
    return image.shape().map(each -> "%,d".formatted(each.contextTokens())).orElse(UNKNOWN);
  }
}
