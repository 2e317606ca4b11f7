package touchstone.fit;

import java.util.List;
import touchstone.model.Text;

/** weights + cache + what the engine takes for itself, against the budget. */
record FitSum(FitRequest request) {
  /** What an engine takes a card beside weights and cache, activations included, in GiB. */
  static final double LOW_GIB = 0.6;

  static final double TYPICAL_GIB = 1.8;
  static final double HIGH_GIB = 4.0;

  /** What tensor parallelism adds a card. */
  private static final double PARALLEL_GIB = 0.34;

  /** A request shorter than this is of no use to a chat. */
  private static final int SHORTEST_CONTEXT = 1024;

  private static final double GIB = 1L << 30;

  FitVerdict verdict() {
    long cache = request.cache().allotted(request.context(), request.concurrency());
    if (cache <= room(HIGH_GIB)) {
      return FitVerdict.FITS;
    }
    if (cache <= room(TYPICAL_GIB)) {
      return FitVerdict.TIGHT;
    }
    return longest(1) >= Math.min(SHORTEST_CONTEXT, request.context())
        ? FitVerdict.SHORT_CONTEXT
        : FitVerdict.NO;
  }

  /** Bytes that are left for the cache, negative where the weights alone are too much. */
  long room(double runtimeGib) {
    return request.budgetBytes() - request.weightBytes() - (long) (overhead(runtimeGib) * GIB);
  }

  private double overhead(double runtimeGib) {
    double parallel = request.gpus() > 1 ? PARALLEL_GIB : 0;
    return (runtimeGib + parallel) * request.gpus();
  }

  long tokens(double runtimeGib) {
    return request
        .cache()
        .tokens(room(runtimeGib), request.context(), KvCache.BLOCK, KvCache.BATCHED);
  }

  int maxContext() {
    return longest(request.concurrency());
  }

  int maxConcurrency() {
    long each = request.cache().allotted(request.context(), 1);
    return (int) Math.min(Integer.MAX_VALUE, Math.max(0, room(TYPICAL_GIB)) / each);
  }

  /** The longest context of so many requests at the usual overhead, by bisection. */
  private int longest(int concurrency) {
    long room = room(TYPICAL_GIB);
    int fits = 0;
    int tooMuch = request.model().shape().contextTokens() + 1;
    while (tooMuch - fits > 1) {
      int middle = (fits + tooMuch) >>> 1;
      if (request.cache().allotted(middle, concurrency) <= room) {
        fits = middle;
      } else {
        tooMuch = middle;
      }
    }
    return fits;
  }

  List<FitTerm> terms() {
    long cache = request.cache().allotted(request.context(), request.concurrency());
    String label = request.quantization().label();
    String load = request.concurrency() + " × " + request.context() + " tokens";
    return List.of(
        new FitTerm(
            "weights",
            request.weightBytes() / GIB,
            new Text(label + "，" + source().zh(), label + ", " + source().en())),
        new FitTerm("kv", cache / GIB, new Text(load + " 的缓存", "cache of " + load)),
        new FitTerm(
            "runtime",
            overhead(TYPICAL_GIB),
            new Text(
                "引擎自用，通常值；见过 %.1f–%.1f GiB".formatted(overhead(LOW_GIB), overhead(HIGH_GIB)),
                "the engine's own, as usual; seen: %.1f–%.1f GiB"
                    .formatted(overhead(LOW_GIB), overhead(HIGH_GIB)))));
  }

  private Text source() {
    boolean stored = request.quantization() == request.model().quantization();
    return stored ? request.model().source() : new Text("按结构逐层折算", "converted from the shape");
  }
}
