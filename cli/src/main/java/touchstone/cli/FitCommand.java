package touchstone.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.deploy.GgufTensors;
import touchstone.fit.ConfigReader;
import touchstone.fit.FitEstimate;
import touchstone.fit.FitModel;
import touchstone.fit.FitRequest;
import touchstone.fit.GgufFacts;
import touchstone.fit.GpuCatalogue;
import touchstone.fit.Quantization;
import touchstone.fit.SafetensorsIndex;
import touchstone.fit.ShapeCatalogue;
import touchstone.model.Text;
import touchstone.store.Json;

/** {@code touchstone fit MODEL --gpu NAME}: whether a model fits before anything is paid for. */
@Command(name = "fit", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class FitCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", descriptionKey = "MODEL")
  private String model = "";

  @Option(names = "--gpu", paramLabel = "NAME", required = true)
  private String gpu = "";

  @Option(names = "--gpus", paramLabel = "N")
  private int gpus = 1;

  @Option(names = "--quant", paramLabel = "KIND")
  private @Nullable String quantization;

  @Option(names = "--context", paramLabel = "TOKENS")
  private @Nullable Integer context;

  @Option(names = "--concurrency", paramLabel = "N")
  private int concurrency = 1;

  @Option(names = "--kv-bits", paramLabel = "16|8")
  private int kvBits = 16;

  @Option(names = "--utilization", paramLabel = "SHARE")
  private double utilization = 0.9;

  @Option(names = "--prompt", paramLabel = "TOKENS")
  private int prompt = 1024;

  @Option(names = "--json")
  private boolean json;

  private final Console console;

  FitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    FitEstimate estimate =
        UsageProblem.in(
            () -> FitEstimate.of(request(read()), OffersCommand.book(new Wiring(console))));
    if (json) {
      console
          .out()
          .println(Json.mapper().writeValueAsString(FitReport.json(estimate, console.language())));
    } else {
      FitReport.lines(estimate, console.language()).forEach(console.out()::println);
    }
    console.out().flush();
    return switch (estimate.verdict()) {
      case FITS, TIGHT -> Exit.OK;
      case SHORT_CONTEXT, NO -> Exit.FAILED;
    };
  }

  private FitRequest request(FitModel found) {
    int longest = found.shape().contextTokens();
    return new FitRequest(
        found,
        GpuCatalogue.bundled().find(gpu),
        gpus,
        quantization == null ? found.quantization() : quantization(quantization),
        context == null ? Math.min(FitRequest.CONTEXT, longest) : context,
        concurrency,
        kvBytes(),
        utilization,
        prompt);
  }

  private int kvBytes() {
    if (kvBits != 16 && kvBits != 8) {
      throw new UsageProblem(
          new Text("--kv-bits " + kvBits + "：不认识的值", "--kv-bits " + kvBits + " is unknown"),
          new Text("可以写 16 或 8。", "Write 16 or 8."));
    }
    return kvBits / 8;
  }

  private Quantization quantization(String word) {
    return Quantization.named(word)
        .orElseThrow(() ->
            new UsageProblem(
                new Text("--quant " + word + "：不认识的量化方式", "--quant " + word + " is unknown"),
                new Text(
                    "可以写 " + String.join("、", Quantization.names()) + "。",
                    "Right are: " + String.join(", ", Quantization.names()))));
  }

  private FitModel read() {
    String folded = model.toLowerCase(Locale.ROOT);
    if (folded.endsWith(".gguf")) {
      return gguf(Path.of(model));
    }
    if (folded.endsWith(".index.json")) {
      return SafetensorsIndex.read(Path.of(model));
    }
    return folded.endsWith(".json")
        ? ConfigReader.read(Path.of(model))
        : FitModel.of(ShapeCatalogue.bundled().find(model), Quantization.BF16);
  }

  private static FitModel gguf(Path file) {
    GgufTensors tensors = GgufTensors.read(file);
    return new GgufFacts(
            file.toString(),
            tensors.header().architecture(),
            tensors.numbers(),
            tensors.names().contains("output.weight"),
            tensors.vocabulary().orElse(0),
            tensors.parameters(),
            tensors.bytes(),
            tensors.header().quantization())
        .model();
  }
}
