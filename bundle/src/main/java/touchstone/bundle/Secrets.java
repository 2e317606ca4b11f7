package touchstone.bundle;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.store.Json;

/**
 * Makes sure that no value of a variable that the selection names is in a bundle. Selections hold
 * names alone, but a server may have put a key that it was sent into an answer or an error.
 */
final class Secrets {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  /** Shorter values are no keys, and stand in many texts by chance. */
  private static final int SHORTEST = 8;

  private final Map<String, String> values = new TreeMap<>();

  /**
   * @param named the files that name variables
   * @param environment finds the value of a variable
   */
  Secrets(Iterable<Path> named, Function<String, Optional<String>> environment) {
    for (Path file : named) {
      read(
          file,
          (line, _) -> {
            Matcher names = VARIABLE.matcher(line);
            while (names.find()) {
              String name = names.group(1);
              environment
                  .apply(name)
                  .map(String::strip)
                  .filter(value -> value.length() >= SHORTEST)
                  .ifPresent(value -> values.put(name, value));
            }
          });
    }
  }

  /** Refuses files that hold one of the values, as it is or as JSON writes it. */
  void check(SortedMap<String, Path> files) {
    if (values.isEmpty()) {
      return;
    }
    files.forEach((name, file) -> read(file, (line, number) -> check(name, line, number)));
  }

  private void check(String file, String line, int number) {
    values.forEach((variable, value) -> {
      String quoted = Json.mapper().writeValueAsString(value);
      if (line.contains(value) || line.contains(quoted.substring(1, quoted.length() - 1))) {
        throw new ProblemException(found(file, number, variable));
      }
    });
  }

  private static Problem found(String file, int number, String variable) {
    return new Problem(
        new Text(
            file + " 第 " + number + " 行里有环境变量 " + variable + " 的值，没有导出",
            file
                + ", line "
                + number
                + " holds the value of "
                + variable
                + "; nothing was written"),
        new Text(
            "多半是对方的服务器把密钥写进了回答或报错：请去后台换一个新密钥。如果它不是密钥，或旧密钥已经作废，用 env -u "
                + variable
                + " ./touchstone export … 导出。",
            "A server probably put the key into an answer or an error: replace the key. Where it is"
                + " none, or the old one is void: env -u "
                + variable
                + " ./touchstone export …"));
  }

  private interface Line {
    void read(String line, int number);
  }

  private static void read(Path file, Line each) {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        each.read(line, ++number);
      }
    } catch (IOException e) {
      throw new ProblemException(Faults.reading(file, e), e);
    }
  }
}
