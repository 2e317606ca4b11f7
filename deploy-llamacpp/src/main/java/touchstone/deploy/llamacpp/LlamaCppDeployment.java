package touchstone.deploy.llamacpp;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import touchstone.deploy.Deployment;
import touchstone.deploy.LocalModel;
import touchstone.deploy.PromptFormat;
import touchstone.model.Endpoint;
import touchstone.model.Facts;
import touchstone.model.Problem;

/** An engine process that serves one model. */
final class LlamaCppDeployment implements Deployment {
  private static final int PATIENCE_MILLIS = 2000;

  private final EngineProcess process;
  private final LocalModel model;
  private final EngineSettings settings;
  private volatile double lastSeconds;

  LlamaCppDeployment(EngineProcess process, LocalModel model, EngineSettings settings) {
    this.process = process;
    this.model = model;
    this.settings = settings;
    this.lastSeconds = engineSeconds();
  }

  @Override
  public Endpoint endpoint() {
    URI url = URI.create("http://127.0.0.1:" + process.port() + "/v1");
    return new Endpoint(url, model.name(), Optional.empty(), Map.of(), "{}", true);
  }

  @Override
  public Facts facts() {
    return new Facts(
        "llama.cpp (embedded)",
        "%s (npm %s)".formatted(Libraries.VERSION, Libraries.PACKAGE),
        model.quantization(),
        format(model.format()),
        process.contextTokens(),
        Machine.describe(),
        Map.of(
            "threads", String.valueOf(settings.threads()),
            "sequences", String.valueOf(settings.sequences()),
            "cpu variant", process.variant()));
  }

  private static String format(PromptFormat format) {
    return switch (format) {
      case PromptFormat.ModelTemplate own ->
          own.assistantPrefix().isEmpty()
              ? "model's own template"
              : "model's own template, answers begin with "
                  + own.assistantPrefix().replaceAll("\\s+", " ").strip();
      case PromptFormat.Transcript transcript -> "transcript";
    };
  }

  @Override
  public double engineSeconds() {
    try {
      JsonNode health = health();
      lastSeconds =
          health.path("load_seconds").asDouble(0) + health.path("compute_seconds").asDouble(0);
    } catch (IOException | JacksonException gone) {
      // the last known value stands
    }
    return lastSeconds;
  }

  private JsonNode health() throws IOException {
    URI url = URI.create("http://127.0.0.1:" + process.port() + "/health");
    HttpURLConnection connection =
        (HttpURLConnection) url.toURL().openConnection(java.net.Proxy.NO_PROXY);
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    try (InputStream body = connection.getInputStream()) {
      return Json.read(new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Override
  public Optional<Problem> failure() {
    return process.failure();
  }

  long processId() {
    return process.processId();
  }

  @Override
  public void close() {
    if (process.failure().isEmpty()) {
      lastSeconds = engineSeconds();
    }
    process.close();
  }
}
