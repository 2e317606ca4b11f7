package touchstone.deploy.llamacpp;

import java.nio.file.Path;

/** Where the native libraries lie. */
final class NativeFolder {
  /** The system property that names the folder of the libraries, or the npm package's. */
  static final String PROPERTY = "touchstone.native";

  private NativeFolder() {}

  /**
   * @throws touchstone.model.ProblemException where nobody has said
   */
  static Path find() {
    String folder = System.getProperty(PROPERTY, "");
    if (folder.isEmpty()) {
      throw EngineProblems.of(
          "没有说明内置引擎的库文件在哪里（系统属性 %s 未设置）。".formatted(PROPERTY),
          "Nobody said where the embedded engine's libraries are (system property %s is not set)."
              .formatted(PROPERTY),
          "请用仓库根目录的 ./touchstone 启动，它会设置好。",
          "Start it with ./touchstone in the repository's root, which sets it.");
    }
    Path path = Path.of(folder);
    Path inside = path.resolve("bins/linux-x64");
    return inside.toFile().isDirectory() ? inside : path;
  }
}
