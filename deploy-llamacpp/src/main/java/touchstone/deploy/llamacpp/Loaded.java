package touchstone.deploy.llamacpp;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** A model that is loaded and ready to be served. */
record Loaded(Service service, Engine engine) {
  private static final int ORDINARY_CONTEXT = 4096;

  /**
   * @param word hears how far it has come, the CPU variant and the context, one a line
   * @throws touchstone.model.ProblemException with cause and next step where it cannot be loaded
   */
  static Loaded load(
      EngineSettings wanted, NativeLog log, PrintStream word, LongSupplier nanoClock) {
    long start = nanoClock.getAsLong();
    GgufFile file = GgufFile.read(wanted.model());
    EngineSettings settings = wanted.withContext(context(wanted, file));
    MemoryNeed.of(file, settings.sequences(), settings.contextTokens())
        .check(Machine.availableBytes());
    Libraries libraries = Libraries.load(NativeFolder.find(), log);
    Weights weights =
        Weights.load(libraries, log, file.path(), share -> word.println("progress " + share));
    PromptWriter writer = new PromptWriter(weights, settings.format());
    Decoder decoder = decoder(settings, libraries, log, weights, writer.trims());
    Engine engine = new Engine(decoder, nanoClock, settings.sequences(), settings.queueLimit());
    word.println("variant " + log.variant());
    word.println("context " + settings.contextTokens());
    double seconds = (nanoClock.getAsLong() - start) / 1e9;
    RandomGenerator random = RandomGenerator.getDefault();
    return new Loaded(new Service(settings, writer, engine, random, seconds), engine);
  }

  private static Decoder decoder(
      EngineSettings settings, Libraries libraries, NativeLog log, Weights weights, boolean trims) {
    Context context =
        Context.create(
            libraries,
            log,
            weights,
            settings.sequences(),
            settings.contextTokens(),
            settings.threads());
    Samplers samplers = new Samplers(libraries, weights, settings.contextTokens());
    return new Decoder(context, weights, samplers, trims, settings.contextTokens());
  }

  /** What was asked for, within what the model was trained with. */
  private static int context(EngineSettings wanted, GgufFile file) {
    long trained = file.number("context_length", ORDINARY_CONTEXT);
    long asked = wanted.contextTokens() > 0 ? wanted.contextTokens() : ORDINARY_CONTEXT;
    return (int) Math.min(asked, trained > 0 ? trained : asked);
  }
}
