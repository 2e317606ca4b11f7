package touchstone.deploy.llamacpp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.function.BiFunction;
import touchstone.deploy.Backend;
import touchstone.deploy.Deployment;
import touchstone.deploy.LocalModel;
import touchstone.model.Candidate;
import touchstone.model.Progress;

/** The embedded engine: each deployment is a child JVM over libllama on this machine. */
public final class LlamaCppBackend implements Backend {
  /** The name by which candidates ask for it. */
  public static final String NAME = "local";

  /** The release of llama.cpp that it runs on. */
  public static final String RELEASE = Libraries.VERSION;

  private static final long SMALL_BYTES = 8 << 20;

  private final BiFunction<Candidate, Progress, LocalModel> models;
  private final EngineLaunch launch;

  /**
   * @param models finds a candidate's weights on this machine, fetching them where need be
   */
  public LlamaCppBackend(BiFunction<Candidate, Progress, LocalModel> models, EngineLaunch launch) {
    this.models = models;
    this.launch = launch;
  }

  @Override
  public boolean takes(Candidate candidate) {
    return switch (candidate.source()) {
      case Candidate.CatalogueModel model -> model.backend().equals(NAME);
      case Candidate.ModelFile file -> true;
      case Candidate.Outside outside -> false;
      case Candidate.Later later -> false;
    };
  }

  @Override
  public Deployment deploy(Candidate candidate, Progress progress) {
    LocalModel model = models.apply(candidate, progress);
    EngineSettings settings =
        new EngineSettings(
            model.file().toAbsolutePath(),
            model.name(),
            model.format(),
            model.contextTokens(),
            launch.sequences(),
            threads(model),
            launch.queueLimit(),
            0);
    EngineProcess process = EngineProcess.start(launch, settings, progress, System::nanoTime);
    return new LlamaCppDeployment(process, model, settings);
  }

  /**
   * One thread for a model so small that waiting for each other costs threads more than the sums.
   */
  private int threads(LocalModel model) {
    try {
      return Files.size(model.file()) < SMALL_BYTES ? 1 : launch.threads();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
