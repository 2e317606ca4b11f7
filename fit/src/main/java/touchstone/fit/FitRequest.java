package touchstone.fit;

import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * What is asked of a card.
 *
 * @param gpus cards that share the model, each with a part of every layer
 * @param context tokens of one request, prompt and answer
 * @param concurrency requests at once
 * @param kvBytes bytes of a number in the cache, 2 or 1
 * @param utilization the share of the memory that the engine may take, 0–1
 * @param promptTokens the prompt that the time to first token is told for
 */
public record FitRequest(
    FitModel model,
    Gpu gpu,
    int gpus,
    Quantization quantization,
    int context,
    int concurrency,
    int kvBytes,
    double utilization,
    int promptTokens) {
  /** Tokens of context where nothing is said, if the model has as many. */
  public static final int CONTEXT = 8192;

  /**
   * @throws ProblemException where the model or the number of cards cannot do that
   */
  public FitRequest {
    within("--gpus", gpus, 1, 64);
    within("--concurrency", concurrency, 1, 1 << 16);
    within("--context", context, 1, model.shape().contextTokens());
    within("--prompt", promptTokens, 1, 1 << 24);
    if (!(utilization > 0 && utilization <= 1)) {
      throw wrong(
          new Text("--utilization 应在 0 到 1 之间", "--utilization must lie between 0 and 1"),
          String.valueOf(utilization));
    }
    if (model.shape().heads() % gpus != 0) {
      throw wrong(
          new Text(
              "--gpus 要能整除模型的 " + model.shape().heads() + " 个注意力头",
              "--gpus must divide the model's " + model.shape().heads() + " attention heads"),
          String.valueOf(gpus));
    }
  }

  KvCache cache() {
    return new KvCache(model.shape(), kvBytes, gpus);
  }

  long weightBytes() {
    return model.bytes(quantization);
  }

  /** Bytes that the engine may take on all cards. */
  long budgetBytes() {
    return (long) (gpu.usableMib() * utilization * gpus * (1L << 20));
  }

  FitRequest withQuantization(Quantization other) {
    return new FitRequest(
        model, gpu, gpus, other, context, concurrency, kvBytes, utilization, promptTokens);
  }

  FitRequest withLoad(int otherContext, int otherConcurrency) {
    return new FitRequest(
        model,
        gpu,
        gpus,
        quantization,
        otherContext,
        otherConcurrency,
        kvBytes,
        utilization,
        promptTokens);
  }

  FitRequest withKvBytes(int bytes) {
    return new FitRequest(
        model, gpu, gpus, quantization, context, concurrency, bytes, utilization, promptTokens);
  }

  FitRequest withCards(Gpu other, int count) {
    return new FitRequest(
        model,
        other,
        count,
        quantization,
        context,
        concurrency,
        kvBytes,
        utilization,
        promptTokens);
  }

  private static void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw wrong(
          new Text(
              option + " 应在 " + least + " 到 " + most + " 之间",
              option + " must lie between " + least + " and " + most),
          String.valueOf(value));
    }
  }

  private static ProblemException wrong(Text expected, String found) {
    return new ProblemException(
        new Problem(
            new Text(
                expected.zh() + "，这里是 " + found + "。", expected.en() + ", found " + found + "."),
            new Text("请改这个选项。", "Change that option.")));
  }
}
