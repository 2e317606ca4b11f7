package touchstone.cli;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** This program again, in a process that does not end with this one. */
final class Again {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private Again() {}

  /**
   * The command line: this JVM with its settings, in a session of its own, so that Ctrl-C here does
   * not reach it.
   *
   * @param jvm further settings, before the class path
   * @param arguments of the program
   */
  static List<String> command(List<String> jvm, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(each -> !each.matches("-(javaagent|agentlib|agentpath|Xmx|Xms).*"))
        .filter(each -> !each.matches("-Dtouchstone\\.(input|terminal|columns)=.*"))
        .forEach(command::add);
    command.addAll(jvm);
    command.add("-cp");
    command.add(absolute(System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(arguments);
    return command;
  }

  private static String absolute(String classPath) {
    return String.join(
        File.pathSeparator,
        Stream.of(classPath.split(File.pathSeparator))
            .map(each -> Path.of(each).toAbsolutePath().toString())
            .toList());
  }
}
