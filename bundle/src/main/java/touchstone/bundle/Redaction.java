package touchstone.bundle;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Exchange;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.store.Json;
import touchstone.store.RunFolder;

/**
 * Takes what models said out of a run's files: answers, thinking and error details of the samples,
 * and the words that grades quote. What is left still decides verdict and report.
 */
final class Redaction {
  private static final List<String> SPOKEN = List.of("answer", "reasoning", "detail");
  private static final List<String> QUOTED = List.of("quote");

  private final Path folder;

  /**
   * @param folder for the rewritten files
   */
  Redaction(Path folder) {
    this.folder = folder;
  }

  /** Puts rewritten files in the place of those that hold answers. */
  void apply(SortedMap<String, Path> files) {
    files.computeIfPresent("samples.jsonl", (name, file) -> rewrite(name, file, Redaction::sample));
    files.computeIfPresent("grades.jsonl", (name, file) -> rewrite(name, file, Redaction::grade));
    files.put(RunFolder.ANSWERS_LEFT_OUT, note());
  }

  private interface Change {
    void in(JsonNode line);
  }

  private static void sample(JsonNode line) {
    line.at("/sample/exchanges").forEach(exchange -> blank(exchange, SPOKEN));
  }

  private static void grade(JsonNode line) {
    blank(line, List.of("reason"));
    line.path("findings")
        .forEach(finding -> {
          blank(finding, QUOTED);
          if (finding instanceof ObjectNode object) {
            object.set("note", Json.mapper().valueToTree(Text.same(Exchange.LEFT_OUT)));
          }
        });
  }

  private static void blank(JsonNode node, List<String> fields) {
    if (node instanceof ObjectNode object) {
      for (String field : fields) {
        if (!object.path(field).asString("").isEmpty()) {
          object.put(field, Exchange.LEFT_OUT);
        }
      }
    }
  }

  private Path rewrite(String name, Path file, Change change) {
    Path rewritten = folder.resolve(name);
    try (BufferedReader lines = Files.newBufferedReader(file);
        BufferedWriter out = Files.newBufferedWriter(rewritten)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode tree = Json.mapper().readTree(line);
        change.in(tree);
        out.write(Json.mapper().writeValueAsString(tree));
        out.write('\n');
      }
    } catch (JacksonException e) {
      throw Faults.unreadable(file, e);
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(rewritten, e), e);
    }
    return rewritten;
  }

  private Path note() {
    Path file = folder.resolve(RunFolder.ANSWERS_LEFT_OUT);
    try {
      return Files.writeString(
          file, "导出时去掉了回答，不能重新评分。\nThe answers were left out: nothing can be graded again.\n");
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(file, e), e);
    }
  }
}
