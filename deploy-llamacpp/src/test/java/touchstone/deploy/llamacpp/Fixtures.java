package touchstone.deploy.llamacpp;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import touchstone.deploy.PromptFormat;
import touchstone.model.Progress;
import touchstone.testing.Fixture;

/** Tiny models with random weights, and engines that serve them. */
final class Fixtures {
  static final PromptFormat TEMPLATE = new PromptFormat.ModelTemplate("");

  private Fixtures() {}

  static Path model(String name) {
    return Fixture.file(name);
  }

  static Path root() {
    return Path.of(System.getProperty("touchstone.root")).toAbsolutePath();
  }

  static EngineLaunch launch() {
    Path libraries =
        root().resolve("deploy-llamacpp/native/node_modules/@node-llama-cpp/linux-x64");
    System.setProperty(NativeFolder.PROPERTY, libraries.toString());
    return EngineLaunch.here(root().resolve("deploy-llamacpp/target/engine-logs")).sized(1, 4, 12);
  }

  static EngineSettings settings(String model, PromptFormat format) {
    return new EngineSettings(model(model), "tiny", format, 1024, 4, 1, 12, 0);
  }

  static EngineProcess start(EngineSettings settings) {
    return start(settings, launch -> launch);
  }

  static EngineProcess start(EngineSettings settings, UnaryOperator<EngineLaunch> changed) {
    return EngineProcess.start(
        changed.apply(launch()), settings, Progress.silent(), System::nanoTime);
  }

  static PromptFormat transcript() {
    return new PromptFormat.Transcript(
        "顾客：", "客服：", List.of(new PromptFormat.Example("你好", "您好，请问要什么？")), List.of("\n"));
  }
}
