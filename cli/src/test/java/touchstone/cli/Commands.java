package touchstone.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands as processes of their own, in English, with all of their folders in one home. */
record Commands(Path home) {
  private static final Path ROOT =
      Path.of(System.getProperty("touchstone.root", ".")).toAbsolutePath();
  private static final Path NATIVE =
      ROOT.resolve("deploy-llamacpp/native/node_modules/@node-llama-cpp/linux-x64");

  /** How a command ended, and what it said. */
  record Ended(int code, String out, String err) {}

  Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-Dtouchstone.root=" + ROOT,
            "-Dtouchstone.native=" + NATIVE,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--lang", "en"));
    Path err = Files.createTempFile(home, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("XDG_DATA_HOME", home.resolve("data").toString());
    builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
    builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    return new Ended(code, out, Files.readString(err));
  }
}
