package touchstone.lifecycle.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scripts for the far machine's {@code /bin/sh}, which reads them from its standard input: nothing
 * of them is in a command line there. Every word is quoted; no shell interprets what is in it.
 */
final class FarScript {
  private static final String LIBRARY = library();

  private FarScript() {}

  /** One word, whatever is in it. */
  static String quoted(String word) {
    if (word.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a word with a zero byte cannot be passed to a program");
    }
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static String line(Stream<String> words) {
    return words.map(FarScript::quoted).collect(Collectors.joining(" ", "", "\n"));
  }

  /** Calls a function of {@code far.sh} for a deployment. */
  static String call(String id, String... words) {
    return library(id) + line(Stream.of(words));
  }

  /** Writes the guard and what it is to run, and begins. */
  static String begin(String id, String run, String attempt, int port, long seconds) {
    return library(id)
        + file("guard.sh", library(id) + "guard\n")
        + file("run", run)
        + line(Stream.of("begin", attempt, Integer.toString(port), Long.toString(seconds)));
  }

  /** An engine with its variables; as a file it is removed before the engine runs. */
  static String run(Map<String, String> variables, List<String> command) {
    StringBuilder script = new StringBuilder("rm -f \"$0\"\n");
    variables.forEach(
        (name, value) -> script.append("export ").append(quoted(name + "=" + value)).append('\n'));
    return script.append("exec ").append(line(command.stream())).toString();
  }

  private static String library(String id) {
    return "id=" + quoted(id) + "\n" + LIBRARY;
  }

  private static String file(String name, String content) {
    String end = "END";
    while (content.contains(end)) {
      end += "_";
    }
    return "cat > \"$d/" + name + "\" << '" + end + "' || exit 1\n" + content + end + "\n";
  }

  private static String library() {
    try (InputStream in = FarScript.class.getResourceAsStream("far.sh")) {
      if (in == null) {
        throw new IllegalStateException("far.sh is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
