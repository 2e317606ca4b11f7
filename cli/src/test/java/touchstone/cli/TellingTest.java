package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import touchstone.lifecycle.Notice;
import touchstone.model.Language;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.Script;

class TellingTest {
  @TempDir Path config;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void folder() throws IOException {
    Files.createDirectories(config.resolve("touchstone"));
  }

  @Test
  void aReleaseThatFailsIsToldWithItsNextStep() throws IOException {
    try (FakeEndpoint robot = FakeEndpoint.inTurn(Script.json(200, "{\"errcode\":0}"))) {
      write("alerts: [{kind: wecom, url: \"${HOOK}\"}]");
      telling(robot.url() + "/send?key=K").of(Notice.RELEASE_FAILED, "shop");
      assertThat(robot.requests())
          .singleElement()
          .satisfies(request -> assertThat(request.body()).contains("shop", "释放失败", "控制台"));
      assertThat(err.toString()).isEmpty();
    }
  }

  @Test
  void readyIsToldOnlyWhereSomebodyAskedForIt() throws IOException {
    try (FakeEndpoint robot = FakeEndpoint.inTurn(Script.json(200, "{}"))) {
      write(
          "alerts: [{kind: json, url: \"${HOOK}\"}, {kind: json, url: \"${HOOK}\", events:"
              + " ready}]");
      telling(robot.url().toString()).of(Notice.READY, "shop");
      assertThat(robot.requests()).hasSize(1);
    }
  }

  @Test
  void whatDoesNotArriveIsSaidAndStopsNothing() throws IOException {
    try (FakeEndpoint robot = FakeEndpoint.inTurn(Script.json(404, "{}"))) {
      write("alerts: [{kind: json, name: 运维, url: \"${HOOK}\"}]");
      telling(robot.url() + "/secret").of(Notice.BUDGET_SPENT, "shop");
    }
    assertThat(err.toString()).contains("没送到 运维", "HTTP 404").doesNotContain("secret");
    write("alerts: [{kind: fax}]");
    telling("").of(Notice.BUDGET_SPENT, "shop");
    assertThat(err.toString()).contains("alerts.yaml:1:");
  }

  @Test
  void aReceiverWhoseVariableIsUnsetSilencesNobodyElse() throws IOException {
    try (FakeEndpoint robot = FakeEndpoint.inTurn(Script.json(200, "{\"errcode\":0}"))) {
      write("alerts: [{kind: wecom, url: \"${NOPE}\"}, {kind: wecom, url: \"${HOOK}\"}]");
      telling(robot.url().toString()).of(Notice.BUDGET_SPENT, "shop");
      assertThat(robot.requests()).hasSize(1);
    }
    assertThat(err.toString()).contains("alerts.yaml:1:", "NOPE 没有设置");
  }

  @Test
  void theCommandListsEveryWrongReceiverAndSendsNothing() throws Exception {
    try (FakeEndpoint robot = FakeEndpoint.inTurn(Script.json(200, "{\"errcode\":0}"))) {
      write(
          "alerts: [{kind: wecom, url: \"${NOPE}\"}, {kind: wecom, url: \"${HOOK}\"}, {kind:"
              + " fax}]");
      Telling telling = telling(robot.url().toString());
      assertThat(new AlertsCommand(console(), telling).call()).isEqualTo(Exit.BAD_USAGE);
      CommandLine command = new CommandLine(new AlertsCommand(console(), telling));
      assertThat(command.execute("--test")).isEqualTo(Exit.BAD_USAGE);
      assertThat(robot.requests()).isEmpty();
    }
    assertThat(err.toString()).contains("NOPE 没有设置", "fax");
  }

  private void write(String yaml) throws IOException {
    Files.writeString(config.resolve("touchstone").resolve("alerts.yaml"), yaml);
  }

  private Telling telling(String hook) {
    Map<String, String> env = Map.of("XDG_CONFIG_HOME", config.toString(), "HOOK", hook);
    return new Telling(console(), name -> Optional.ofNullable(env.get(name)));
  }

  private Console console() {
    return new Console(
        Language.ZH, new PrintWriter(new StringWriter()), new PrintWriter(err, true));
  }
}
