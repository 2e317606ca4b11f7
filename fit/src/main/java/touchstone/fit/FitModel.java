package touchstone.fit;

import java.util.OptionalLong;
import touchstone.model.Text;

/**
 * A model as it lies in its files.
 *
 * @param quantization how it is stored
 * @param storedBytes the sum of its tensors where an index or a header tells
 * @param parameters counted from the tensors or from the shape
 * @param source where the weights' size comes from
 */
public record FitModel(
    ModelShape shape,
    Quantization quantization,
    OptionalLong storedBytes,
    long parameters,
    Text source) {
  /** A model of which only the shape is known. */
  public static FitModel of(ModelShape shape, Quantization quantization) {
    return new FitModel(
        shape,
        quantization,
        OptionalLong.empty(),
        ParameterCount.of(shape).total(),
        new Text("按结构逐层数出来", "counted from the shape"));
  }

  /** A model whose files tell the size of their tensors. */
  public static FitModel stored(
      ModelShape shape, Quantization quantization, long bytes, long parameters, Text source) {
    return new FitModel(shape, quantization, OptionalLong.of(bytes), parameters, source);
  }

  /** Bytes of the weights in a quantization; the files' own figure where it is theirs. */
  public long bytes(Quantization wanted) {
    return wanted == quantization && storedBytes.isPresent()
        ? storedBytes.getAsLong()
        : wanted.bytes(shape);
  }
}
