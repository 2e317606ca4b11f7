package touchstone.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import touchstone.bundle.Difference;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.report.ReportInput;
import touchstone.run.Reporting;
import touchstone.run.RunFiles;
import touchstone.store.Json;
import touchstone.store.RunFolder;

/**
 * A run that was recomputed from a bundle.
 *
 * @param grades how many there are
 * @param differences from what the bundle holds: file, JSON Pointer and both values; empty where
 *     every byte is the same
 */
record Replay(ReportInput input, int grades, List<String> differences) {
  private static final String STORED = "report.stored.json";
  private static final Pattern DIGEST =
      Pattern.compile("/cases/[0-9]+/results/[0-9]+/answers_sha256");

  /** Recomputes an unpacked bundle in its folder; a report that differs is kept beside the new. */
  static Replay of(RunFolder run, Reporting reporting, Path bundle) {
    try {
      byte[] grades = Files.readAllBytes(run.grades());
      byte[] report = Files.readAllBytes(run.reportJson());
      ReportInput input = reporting.write(new RunFiles(run)).input();
      List<String> differences = new ArrayList<>();
      compare("grades.jsonl", grades, run.grades(), differences, run.answersKept());
      compare("report.json", report, run.reportJson(), differences, run.answersKept());
      if (!differences.isEmpty()) {
        Files.write(run.path().resolve(STORED), report);
      }
      return new Replay(input, lines(grades).size(), List.copyOf(differences));
    } catch (ProblemException known) {
      throw known;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw senseless(bundle, e);
    }
  }

  private static void compare(
      String name, byte[] stored, Path file, List<String> differences, boolean answersKept)
      throws IOException {
    byte[] recomputed = Files.readAllBytes(file);
    if (Arrays.equals(stored, recomputed)) {
      return;
    }
    List<Difference> found = Difference.between(parsed(name, stored), parsed(name, recomputed));
    found.stream()
        .filter(each -> answersKept || !DIGEST.matcher(each.pointer()).matches())
        .map(each -> name + " " + each.pointer() + ": " + each.stored() + " → " + each.recomputed())
        .forEach(differences::add);
    if (found.isEmpty()) {
      differences.add(name + ": " + stored.length + " → " + recomputed.length + " bytes");
    }
  }

  private static JsonNode parsed(String name, byte[] content) {
    return name.endsWith(".jsonl") ? lines(content) : Json.mapper().readTree(content);
  }

  private static ArrayNode lines(byte[] content) {
    ArrayNode lines = Json.mapper().createArrayNode();
    new String(content, StandardCharsets.UTF_8)
        .lines()
        .map(Json.mapper()::readTree)
        .forEach(lines::add);
    return lines;
  }

  /** The digests are right and yet this is no run: somebody made it so. */
  private static ProblemException senseless(Path bundle, RuntimeException e) {
    String why =
        e instanceof JacksonException json
            ? json.getOriginalMessage()
            : e.getClass().getSimpleName();
    return new ProblemException(
        new Problem(
            new Text(
                bundle + " 里的内容不成一次运行（" + why + "）",
                bundle + " holds what makes no run (" + why + ")"),
            new Text(
                "请让对方用 touchstone export 重新导出。", "Ask for a new one, made by touchstone export.")),
        e);
  }
}
