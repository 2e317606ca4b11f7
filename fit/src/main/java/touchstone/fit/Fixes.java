package touchstone.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import touchstone.model.Text;

/** Tries what people do about a model that does not fit, the least painful first. */
record Fixes(FitRequest request, FitSum sum, OfferBook prices) {
  /** The changes that lead to a better verdict, none where it fits already. */
  List<Fix> helpful() {
    FitVerdict now = sum.verdict();
    if (now == FitVerdict.FITS) {
      return List.of();
    }
    List<Supplier<Optional<Fix>>> ideas =
        List.of(
            this::quantize,
            this::shorten,
            this::fewer,
            this::smallCache,
            this::moreCards,
            this::largerCard);
    List<Fix> helpful = new ArrayList<>();
    for (Supplier<Optional<Fix>> idea : ideas) {
      idea.get()
          .filter(fix -> fix.verdict().works() && fix.verdict().compareTo(now) < 0)
          .ifPresent(helpful::add);
    }
    return helpful;
  }

  private static FitVerdict verdict(FitRequest changed) {
    return new FitSum(changed).verdict();
  }

  /** The mildest quantization that works. */
  private Optional<Fix> quantize() {
    List<Quantization> milder =
        request.quantization().isGguf()
            ? List.of(Quantization.Q8_0, Quantization.Q6_K, Quantization.Q4_K_M)
            : List.of(Quantization.FP8, Quantization.AWQ);
    for (Quantization each : milder) {
      FitRequest changed = request.withQuantization(each);
      FitVerdict then = verdict(changed);
      if (changed.weightBytes() < request.weightBytes() && then.works()) {
        String gib = "%.1f GiB".formatted(changed.weightBytes() / (double) (1L << 30));
        return Optional.of(
            new Fix(
                "quantize",
                then,
                new Text(
                    "换 " + each.label() + " 量化版，权重只占 " + gib,
                    "take the " + each.label() + " weights, " + gib)));
      }
    }
    return Optional.empty();
  }

  private Optional<Fix> shorten() {
    int longest = sum.maxContext() / KvCache.BLOCK * KvCache.BLOCK;
    if (longest < 1024 || longest >= request.context()) {
      return Optional.empty();
    }
    return Optional.of(
        new Fix(
            "shorter_context",
            verdict(request.withLoad(longest, request.concurrency())),
            new Text("上下文缩到 " + longest, "cut the context to " + longest + " tokens")));
  }

  private Optional<Fix> fewer() {
    int most = sum.maxConcurrency();
    if (most < 1 || most >= request.concurrency()) {
      return Optional.empty();
    }
    return Optional.of(
        new Fix(
            "fewer_requests",
            verdict(request.withLoad(request.context(), most)),
            new Text("同时最多 " + most + " 个请求", "at most " + most + " requests at once")));
  }

  private Optional<Fix> smallCache() {
    if (request.kvBytes() == 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Fix(
            "kv_8bit",
            verdict(request.withKvBytes(1)),
            new Text("KV 缓存改用 8 位", "keep the cache in 8 bit")));
  }

  private Optional<Fix> moreCards() {
    int twice = 2 * request.gpus();
    if (twice > 64 || request.model().shape().heads() % twice != 0) {
      return Optional.empty();
    }
    String cards = twice + " × " + request.gpu().name();
    return Optional.of(
        new Fix(
            "more_gpus",
            verdict(request.withCards(request.gpu(), twice)),
            priced(new Text("用 " + cards, "use " + cards), request.gpu(), twice)));
  }

  /** The smallest larger card that works. */
  private Optional<Fix> largerCard() {
    return GpuCatalogue.bundled().gpus().stream()
        .filter(each -> each.usableMib() > request.gpu().usableMib())
        .sorted(Comparator.comparingInt(Gpu::usableMib))
        .map(each -> larger(each, verdict(request.withCards(each, request.gpus()))))
        .filter(fix -> fix.verdict().works())
        .findFirst();
  }

  private Fix larger(Gpu card, FitVerdict then) {
    Text what = new Text("换更大的卡：" + card.name(), "a larger card: " + card.name());
    return new Fix("larger_gpu", then, priced(what, card, request.gpus()));
  }

  /** With what the cards cost an hour, or how to note it. */
  private Text priced(Text what, Gpu card, int count) {
    return prices
        .cheapest(card)
        .map(offer -> {
          String price = count + " × " + offer.price() + ", " + offer.source();
          String when = ", " + offer.date();
          return new Text(
              what.zh() + "（" + price + when + "）", what.en() + " (" + price + when + ")");
        })
        .orElseGet(() ->
            new Text(
                what.zh() + "（没有价格，touchstone offers add 可以记一条）",
                what.en() + " (no price known: touchstone offers add notes one)"));
  }
}
