package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import touchstone.store.Json;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;

/** What was imported is run, graded, graded again and reported like any other suite. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ImportedRunTest {
  @TempDir Path folder;

  @Test
  void an_imported_suite_is_run_and_graded_again() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("config.yaml"),
            """
            prompts: ["{{ask}}"]
            tests:
              - {vars: {ask: 几天能退}, assert: [{type: contains, value: 7天}, {type: not-contains, value: 抱歉}]}
              - {vars: {ask: 怎么退}, threshold: 0.5, assert: [{type: regex, value: "^您好"}, {type: equals, value: x}]}
              - {vars: {ask: 夸我}, assert: [{type: llm-rubric, value: 真诚}]}
            """);
    assertThat(touchstone("import", config.toString(), "--out", path("shop"))).isEqualTo(Exit.OK);
    try (FakeEndpoint good = FakeEndpoint.start(_ -> ChatAnswer.of("您好，", "7天内可退。").script());
        FakeEndpoint poor = FakeEndpoint.start(_ -> ChatAnswer.of("抱歉，", "不清楚。").script())) {
      Path selection =
          Files.writeString(
              folder.resolve("selection.yaml"),
              """
              name: imported
              candidates:
                - endpoint: {url: '%s', model: good}
                - endpoint: {url: '%s', model: poor}
              suites: ['%s']
              """
                  .formatted(good.url(), poor.url(), path("shop")));
      int code = touchstone("run", selection.toString(), "--out", path("run"), "--quiet", "--yes");
      assertThat(code).as(Files.readString(folder.resolve("err.txt"))).isNotIn(1, 2);
    }
    Map<String, Double> scores = scores();
    assertThat(scores).hasSize(4);
    assertThat(scores.entrySet())
        .allSatisfy(each -> {
          boolean right = each.getKey().startsWith("a");
          assertThat(each.getValue()).isIn(right ? List.of(5.0, 3.0) : List.of(1.0));
        });
    String grades = Files.readString(folder.resolve("run/grades.jsonl"));
    assertThat(grades).contains("\"assert\"", "断言没有通过");
    assertThat(touchstone("grade", path("run"))).isEqualTo(Exit.OK);
    assertThat(Files.readString(folder.resolve("run/grades.jsonl"))).isEqualTo(grades);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Map<String, Double> scores() throws IOException {
    Map<String, Double> scores = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("run/grades.jsonl"))) {
      JsonNode grade = Json.mapper().readTree(line);
      String key = grade.at("/key/candidate").asString() + " " + grade.at("/key/caseId").asString();
      scores.put(key, grade.path("score").asDouble());
    }
    return scores;
  }

  /** Runs a command in a process with a home and a lock of this test's own. */
  private int touchstone(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.io.tmpdir=" + folder);
    command.add("-Dtouchstone.root=" + System.getProperty("touchstone.root"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("err.txt").toFile());
    for (String home : List.of("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "HOME")) {
      builder.environment().put(home, path(home));
    }
    return builder.start().waitFor();
  }
}
