package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import touchstone.store.Json;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FairJudge;
import touchstone.testing.FakeEndpoint;

/** {@code touchstone judge RUN --with URL}, in processes as a user starts them. */
@Timeout(value = 150, unit = TimeUnit.SECONDS)
class JudgeRunTest {
  private static final Path ROOT = Path.of(System.getProperty("touchstone.root"));

  @TempDir Path folder;

  @Test
  void a_finished_run_is_judged_exported_and_replayed_without_the_judge() throws Exception {
    FairJudge fair = FairJudge.of(ROOT, answer -> answer.contains("心疼") ? 4 : 1);
    try (FakeEndpoint plain =
            FakeEndpoint.start(_ -> ChatAnswer.of("孩子哭了您肯定着急，", "碎了真气人。").script());
        FakeEndpoint warm =
            FakeEndpoint.start(_ -> ChatAnswer.of("孩子哭了您肯定着急，", "碎了真气人，换谁都心疼。").script());
        FakeEndpoint judge = FakeEndpoint.start(fair)) {
      Path selection = selection(plain, warm);
      assertThat(touchstone("run", selection.toString(), "--out", path("run"), "--quiet"))
          .as(err())
          .isNotIn(Exit.FAILED, Exit.BAD_USAGE);
      String byRules = report("run");
      String with = judge.url().toString();
      assertThat(judge(with, "qwen3-judge")).as(err()).isEqualTo(Exit.REFUSED);
      assertThat(out()).contains("出自一家", "评分和报告没有动");
      assertThat(judge.requests()).isEmpty();
      assertThat(report("run")).isEqualTo(byRules);
      assertThat(judge(with, "glm-judge")).as(err()).isEqualTo(Exit.OK);
      assertThat(out()).contains("✓ 可以当裁判", "9 对回答：比了 9 对");
      JsonNode pair = Json.mapper().readTree(report("run")).at("/judge/pairs/0");
      assertThat(pair.path("losses").asInt()).isEqualTo(9);
      assertThat(pair.at("/judge/value").asDouble()).isNegative();
    }
    String judged = report("run");
    assertThat(touchstone("report", path("run"))).isNotIn(Exit.FAILED, Exit.BAD_USAGE);
    assertThat(report("run")).isEqualTo(judged);
    assertThat(touchstone("export", path("run"), "--without-answers", "--out", path("x.zip")))
        .as(err())
        .isEqualTo(Exit.OK);
    assertThat(touchstone("replay", path("x.zip"), "--out", path("again")))
        .as(out() + err())
        .isEqualTo(Exit.OK);
    assertThat(Files.readString(folder.resolve("again/judgements.jsonl"))).doesNotContain("更体贴");
  }

  @Test
  void a_run_where_an_address_is_due_and_an_address_with_a_key_are_told() throws Exception {
    assertThat(touchstone("judge", "20261125-101500", "--model", "m")).isEqualTo(Exit.BAD_USAGE);
    assertThat(err()).contains("20261125-101500：应为接口地址", "touchstone judge 运行 --with");
    assertThat(touchstone("judge", "x", "--with", "http://u:p@127.0.0.1:1/v1", "--model", "m"))
        .isEqualTo(Exit.BAD_USAGE);
    assertThat(err()).contains("不带用户名密码").doesNotContain("u:p");
  }

  /** Nine expression cases of the tiny suite's kind; the first candidate is of the Qwen family. */
  private Path selection(FakeEndpoint plain, FakeEndpoint warm) throws IOException {
    StringBuilder suite =
        new StringBuilder(
            """
            name: warm-zh
            version: 1
            title: {zh: 安抚, en: Soothing}
            language: zh
            licence: Apache-2.0
            skills: {安抚: soothing}
            system: 你是网店客服。
            cases:
            """);
    for (int i = 0; i < 9; i++) {
      suite.append(
          """
            - id: gift-%d
              dimension: expression
              skill: 安抚
              difficulty: medium
              user: 第%d件礼物碎了，孩子哭了
              checks:
                - empathy: [孩子, 哭, 着急, 难过]
          """
              .formatted(i, i));
    }
    Path file = Files.writeString(folder.resolve("warm.yaml"), suite.toString());
    return Files.writeString(
        folder.resolve("selection.yaml"),
        """
        name: judged
        candidates:
          - endpoint: {url: '%s', model: qwen3-8b}
          - endpoint: {url: '%s', model: llama-3.1-8b}
        suites: ['%s']
        """
            .formatted(plain.url(), warm.url(), file));
  }

  private int judge(String url, String model) throws Exception {
    return touchstone("judge", path("run"), "--with", url, "--model", model);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String report(String run) throws IOException {
    return Files.readString(folder.resolve(run).resolve("report.json"));
  }

  private String out() throws IOException {
    return Files.readString(folder.resolve("out.txt"));
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err.txt"));
  }

  /** Runs a command in a process with a home and a lock of this test's own. */
  private int touchstone(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.io.tmpdir=" + folder);
    command.add("-Dtouchstone.root=" + ROOT);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--lang", "zh"));
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
