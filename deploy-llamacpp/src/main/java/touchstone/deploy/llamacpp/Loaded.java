package touchstone.deploy.llamacpp;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** A model that is loaded and ready to be served. */
record Loaded(Service service, Engine engine, String variant) {
  /**
   * @throws touchstone.model.ProblemException with cause and next step where it cannot be loaded
   */
  static Loaded load(EngineSettings settings, NativeLog log, LongSupplier nanoClock) {
    long start = nanoClock.getAsLong();
    Libraries libraries = Libraries.load(NativeFolder.find(), log);
    Weights weights = Weights.load(libraries, log, settings.model());
    PromptWriter writer = new PromptWriter(weights, settings.format());
    Context context =
        Context.create(
            libraries,
            log,
            weights,
            settings.sequences(),
            settings.contextTokens(),
            settings.threads());
    Samplers samplers = new Samplers(libraries, weights);
    Decoder decoder =
        new Decoder(context, weights, samplers, writer.trims(), settings.contextTokens());
    Engine engine = new Engine(decoder, nanoClock, settings.sequences(), settings.queueLimit());
    double seconds = (nanoClock.getAsLong() - start) / 1e9;
    RandomGenerator random = RandomGenerator.getDefault();
    return new Loaded(
        new Service(settings, writer, engine, random, seconds), engine, log.variant());
  }
}
