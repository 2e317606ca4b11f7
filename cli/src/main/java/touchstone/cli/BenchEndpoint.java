package touchstone.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import touchstone.endpoint.Timeouts;
import touchstone.model.Endpoint;

/** The options that say which endpoint is asked and how. */
final class BenchEndpoint {
  private static final String EXAMPLE = " http://127.0.0.1:8000/v1 --model qwen3";

  @Option(names = "--model", paramLabel = "NAME")
  private @Nullable String model;

  @Option(names = "--body", paramLabel = "FILE")
  private @Nullable Path body;

  @Option(names = "--api-key-env", paramLabel = "NAME")
  private @Nullable String keyVariable;

  @Option(names = "--header-env", paramLabel = "K=NAME")
  private Map<String, String> headers = new LinkedHashMap<>();

  @Option(names = "--timeout", paramLabel = "120s")
  private String timeout = "120s";

  @Option(names = "--stall-timeout", paramLabel = "30s")
  private String stallTimeout = "30s";

  /** Whether a model is named. */
  boolean named() {
    return model != null;
  }

  Endpoint endpoint(BenchWords words, @Nullable URI address) {
    if (address == null || model == null || model.isBlank()) {
      throw words.bad(
          "URL --model",
          "",
          "要写接口地址和模型名，例如 touchstone " + words.command() + EXAMPLE,
          "expected an address and a model, e.g. touchstone " + words.command() + EXAMPLE);
    }
    Map<String, String> templates = new LinkedHashMap<>();
    headers.forEach((header, variable) -> templates.put(header, "${" + variable + "}"));
    return new Endpoint(
        address,
        model,
        Optional.ofNullable(keyVariable).map(variable -> "${" + variable + "}"),
        templates,
        body == null ? "{}" : words.read("--body", body),
        false);
  }

  Timeouts timeouts(BenchWords words) {
    return new Timeouts(
        Duration.ofSeconds(10),
        words.duration("--stall-timeout", stallTimeout),
        words.duration("--timeout", timeout));
  }
}
