package touchstone.fit;

import java.util.Optional;

/**
 * How fast it should answer, within {@link #UNCERTAINTY}.
 *
 * @param ttftMillis to the first token of an idle server
 * @param tpotMillis between tokens at the concurrency asked for
 */
public record Expected(double ttftMillis, double tpotMillis) {
  /** Share by which a measurement may differ either way. */
  public static final double UNCERTAINTY = 0.4;

  /** Share of the data sheet's bandwidth that decoding reaches. */
  private static final double BANDWIDTH_SHARE = 0.8;

  /** Share of the data sheet's arithmetic that prefill reaches, the middle of 0.4–0.6. */
  private static final double ARITHMETIC_SHARE = 0.5;

  /** What a step costs beside reading, the middle of 2–3 ms. */
  private static final double STEP_MILLIS = 2.5;

  /**
   * Reads weights and half-full caches once a step; multiplies every active weight once a token.
   */
  static Optional<Expected> of(FitRequest request) {
    return request.gpu().speed().map(speed -> of(request, speed));
  }

  private static Expected of(FitRequest request, Gpu.Speed speed) {
    ModelShape shape = request.model().shape();
    double weights =
        request.quantization().bytesRead(shape, request.weightBytes(), request.concurrency());
    double caches = request.cache().bytes(request.context(), request.concurrency()) / 2.0;
    double bytesPerMilli = speed.bandwidthGbPerS() * 1e6 * BANDWIDTH_SHARE * request.gpus();
    int prompt = Math.min(request.promptTokens(), request.context());
    double operations = 2.0 * activeParameters(shape) * prompt;
    double operationsPerMilli = speed.teraflops() * 1e9 * ARITHMETIC_SHARE * request.gpus();
    return new Expected(
        operations / operationsPerMilli, (weights + caches) / bytesPerMilli + STEP_MILLIS);
  }

  private static double activeParameters(ModelShape shape) {
    ParameterCount count = ParameterCount.of(shape);
    double share = shape.experts().map(e -> e.share(1)).orElse(1.0);
    return count.attention()
        + share * count.feedForward()
        + Math.max(count.head(), count.embedding());
  }
}
