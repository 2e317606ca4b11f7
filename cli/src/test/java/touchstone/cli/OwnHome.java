package touchstone.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs commands in processes with a home and a host lock of their own, so that no run that is under
 * way on this machine is waited for.
 *
 * @param folder that holds both, and what the last command said in {@code out.txt} and {@code
 *     err.txt}
 */
record OwnHome(Path folder) {
  /** Runs a command to its end and returns the exit code. */
  int touchstone(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=" + folder));
    command.add("-Dtouchstone.root=" + System.getProperty("touchstone.root"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--lang", "zh"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("err.txt").toFile());
    for (String home : List.of("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "HOME")) {
      builder.environment().put(home, folder.toString());
    }
    return builder.start().waitFor();
  }
}
