import com.google.googlejavaformat.java.Main;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks or mends the layout of every Java file below a folder with google-java-format: {@code
 * Format.java check|replace ROOT}. Run from source by the root pom on the toolchain's JDK, because
 * the formatter needs at least the language level that it reads.
 */
public final class Format {
  private static final Set<String> SKIPPED = Set.of("target", "node_modules", ".git", ".claude");

  public static void main(String[] args) throws Exception {
    List<String> arguments = new ArrayList<>();
    if (args[0].equals("replace")) {
      arguments.add("--replace");
    } else {
      arguments.addAll(List.of("--dry-run", "--set-exit-if-changed"));
    }
    Path root = Path.of(args[1]);
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(path -> path.toString().endsWith(".java"))
          .filter(path -> root.relativize(path).iterator().next() != null && !skipped(root, path))
          .map(Path::toString)
          .forEach(arguments::add);
    }
    int changed =
        new Main(new PrintWriter(System.out, true), new PrintWriter(System.err, true), System.in)
            .format(arguments.toArray(String[]::new));
    if (changed != 0) {
      System.err.println(
          "The files above are not formatted. Run: mvn -N validate -Dformat=replace");
      System.exit(1);
    }
  }

  private static boolean skipped(Path root, Path path) {
    for (Path part : root.relativize(path)) {
      if (SKIPPED.contains(part.toString())) {
        return true;
      }
    }
    return false;
  }
}
