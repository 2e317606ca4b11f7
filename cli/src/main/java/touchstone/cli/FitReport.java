package touchstone.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import touchstone.fit.Expected;
import touchstone.fit.FitEstimate;
import touchstone.fit.FitRequest;
import touchstone.fit.FitTerm;
import touchstone.fit.Fix;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.report.Columns;

/** An estimate as a table for people and as JSON for scripts. */
final class FitReport {
  private static final double GIB = 1L << 30;

  private FitReport() {}

  static Map<String, Object> json(FitEstimate estimate, Language language) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verdict", estimate.verdict().name());
    json.put("parameters", estimate.request().model().parameters());
    json.put("weights_gib", gib(estimate.weightBytes()));
    json.put("kv_bytes_per_token", estimate.kvBytesPerToken());
    json.put("kv_gib", gib(estimate.kvBytes()));
    json.put("kv_tokens", estimate.kvTokens());
    json.put("kv_tokens_range", List.of(estimate.kvTokensLeast(), estimate.kvTokensMost()));
    json.put("budget_gib", gib(estimate.budgetBytes()));
    json.put("terms", estimate.terms().stream().map(each -> term(each, language)).toList());
    json.put("max_context", estimate.maxContext());
    json.put("max_concurrency", estimate.maxConcurrency());
    json.put("fixes", estimate.fixes().stream().map(each -> fix(each, language)).toList());
    estimate.expected().ifPresent(each -> json.put("expected", expected(each)));
    return json;
  }

  private static Map<String, Object> term(FitTerm term, Language language) {
    return Map.of("name", term.name(), "gib", round(term.gib()), "why", term.why().in(language));
  }

  private static Map<String, Object> fix(Fix fix, Language language) {
    return Map.of(
        "name", fix.name(), "verdict", fix.verdict().name(), "what", fix.what().in(language));
  }

  private static Map<String, Object> expected(Expected expected) {
    return Map.of(
        "ttft_ms", round(expected.ttftMillis()),
        "tpot_ms", round(expected.tpotMillis()),
        "uncertainty", Expected.UNCERTAINTY);
  }

  static List<String> lines(FitEstimate estimate, Language language) {
    List<String> lines = new ArrayList<>();
    lines.add(title(estimate.request()) + "  " + verdict(estimate).in(language));
    lines.add("");
    double need = 0;
    for (FitTerm each : estimate.terms()) {
      need += each.gib();
      lines.add(row(name(each.name()), each.gib(), each.why(), language));
    }
    lines.add(row(new Text("合计", "sum"), need, Text.same(""), language));
    lines.add(
        row(new Text("可用", "budget"), estimate.budgetBytes() / GIB, budget(estimate), language));
    lines.add("");
    lines.add(largest(estimate).in(language));
    estimate.expected().ifPresent(each -> lines.add(speed(each, estimate).in(language)));
    estimate
        .fixes()
        .forEach(each ->
            lines.add("  → " + each.what().in(language) + " (" + each.verdict().name() + ")"));
    return lines;
  }

  private static String title(FitRequest request) {
    return "%s %s · %d × %s"
        .formatted(
            request.model().shape().name(),
            request.quantization().label(),
            request.gpus(),
            request.gpu().name());
  }

  private static Text verdict(FitEstimate estimate) {
    Text title = estimate.verdict().title();
    String name = estimate.verdict().name();
    return new Text(name + "：" + title.zh(), name + ": " + title.en());
  }

  private static Text name(String term) {
    return switch (term) {
      case "weights" -> new Text("权重", "weights");
      case "kv" -> new Text("KV 缓存", "KV cache");
      default -> new Text("引擎自用", "engine");
    };
  }

  private static String row(Text name, double gib, Text why, Language language) {
    String figure = "%9.2f GiB  ".formatted(gib);
    return ("  " + Columns.left(name.in(language), 10) + figure + why.in(language)).stripTrailing();
  }

  private static Text budget(FitEstimate estimate) {
    FitRequest request = estimate.request();
    String sum =
        "%d × %d MiB × %.2f"
            .formatted(request.gpus(), request.gpu().usableMib(), request.utilization());
    return request.gpu().measured()
        ? Text.same(sum)
        : new Text(sum + "（没见过这张卡的驱动数字，往小里估）", sum + " (no driver's figure known, taken low)");
  }

  private static Text largest(FitEstimate estimate) {
    FitRequest request = estimate.request();
    String range = "%,d–%,d".formatted(estimate.kvTokensLeast(), estimate.kvTokensMost());
    int context = estimate.maxContext();
    int requests = estimate.maxConcurrency();
    return new Text(
        "KV 放得下约 %,d 个 token（%s）；并发 %d 时上下文最长 %,d，上下文 %,d 时并发最多 %d"
            .formatted(
                estimate.kvTokens(),
                range,
                request.concurrency(),
                context,
                request.context(),
                requests),
        ("Cache for about %,d tokens (%s): %d requests at once of up to %,d tokens each,"
                + " or with %,d tokens each up to %d requests")
            .formatted(
                estimate.kvTokens(),
                range,
                request.concurrency(),
                context,
                request.context(),
                requests));
  }

  private static Text speed(Expected expected, FitEstimate estimate) {
    int prompt = estimate.request().promptTokens();
    return new Text(
        "预计首字 %.0f ms（%d token 的提示词、不排队），之后每 token %.1f ms；±40%%，跑过一次后以实测为准"
            .formatted(expected.ttftMillis(), prompt, expected.tpotMillis()),
        ("Expected: first token %.0f ms (prompt of %d, no queue), then %.1f ms a token; ±40 %%,"
                + " until measured")
            .formatted(expected.ttftMillis(), prompt, expected.tpotMillis()));
  }

  private static double gib(long bytes) {
    return round(bytes / GIB);
  }

  private static double round(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
  }
}
