package touchstone.deploy.llamacpp;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How engine processes are started.
 *
 * @param java the executable
 * @param jvm arguments before the class path
 * @param classPath of the engine
 * @param program main class and its arguments
 * @param logs folder for the engines' logs
 * @param threads that decode, normally the machine's cores
 * @param sequences decoded together at most; also the largest batch
 * @param queueLimit requests that may wait
 * @param silence how long a starting engine may go without a sign of life
 */
public record EngineLaunch(
    Path java,
    List<String> jvm,
    String classPath,
    List<String> program,
    Path logs,
    int threads,
    int sequences,
    int queueLimit,
    Duration silence) {
  public EngineLaunch {
    jvm = List.copyOf(jvm);
    program = List.copyOf(program);
  }

  /** Starts engines on this process's own JVM, class path and native libraries. */
  public static EngineLaunch here(Path logs) {
    List<String> jvm = new ArrayList<>();
    jvm.add("-Xmx256m");
    jvm.add("-XX:+UseSerialGC");
    jvm.add("-XX:TieredStopAtLevel=1");
    jvm.add("-Xshare:auto");
    jvm.add("--enable-native-access=ALL-UNNAMED");
    jvm.add("--sun-misc-unsafe-memory-access=allow");
    jvm.add("-Dfile.encoding=UTF-8");
    jvm.add("-D" + NativeFolder.PROPERTY + "=" + System.getProperty(NativeFolder.PROPERTY, ""));
    return new EngineLaunch(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        jvm,
        System.getProperty("java.class.path"),
        List.of(EngineMain.class.getName()),
        logs,
        Runtime.getRuntime().availableProcessors(),
        8,
        256,
        Duration.ofMinutes(2));
  }

  /** The same with other sizes. */
  public EngineLaunch sized(int newThreads, int newSequences, int newQueueLimit) {
    return new EngineLaunch(
        java, jvm, classPath, program, logs, newThreads, newSequences, newQueueLimit, silence);
  }

  /** The command line; nothing in it is secret. */
  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(jvm);
    command.add("-XX:ErrorFile=" + logs.resolve("engine-crash-%p.log"));
    command.add("-cp");
    command.add(absolute(classPath));
    command.addAll(program);
    return command;
  }

  private static String absolute(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split(File.pathSeparator, -1)) {
      parts.add(part.isEmpty() ? part : Path.of(part).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, parts);
  }
}
