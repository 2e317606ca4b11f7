package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import touchstone.endpoint.EngineKind;
import touchstone.endpoint.EngineTrial;
import touchstone.endpoint.StampCounts;
import touchstone.endpoint.StampError;
import touchstone.endpoint.TrialLoad;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.store.Json;

@Timeout(60)
class SelftestCommandTest {
  private static final TrialLoad LOAD = new TrialLoad(10, 0, 10, Duration.ofMillis(1));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void measuresBothEnginesOnThisMachine() {
    int code = run("selftest", "--streams", "8", "--json");
    JsonNode json = Json.mapper().readTree(out.toString());
    assertThat(json.get("streams").asInt()).isEqualTo(8);
    assertThat(json.get("engines")).hasSize(2);
    JsonNode nio = json.get("engines").get(0);
    assertThat(nio.get("engine").asString()).isEqualTo("nio");
    assertThat(nio.get("chunks").get("seen").asInt()).isEqualTo(8 * 50);
    assertThat(nio.get("error_us").get("p50").asDouble()).isPositive();
    assertThat(json.get("engine_error_us").get("p99").asDouble()).isPositive();
    assertThat(code).isEqualTo(json.get("believable").asBoolean() ? Exit.OK : Exit.FAILED);
  }

  @ParameterizedTest
  @CsvSource({
    "5,80,100,EXACT,可信,To be believed: 99",
    "12,80,100,MILLISECOND,可信到毫秒,To be believed to a millisecond",
    "5,900,100,MILLISECOND,可信到毫秒,To be believed to a millisecond",
    "5,1100,100,POOR,不可信,Not to be believed: 1 of 100",
    "5,80,99,LOST,不可信,Not to be believed: one is missing"
  })
  void saysPlainlyWhetherToBelieveTheNumbers(
      long p50, long p99, int seen, Belief expected, String zh, String en) {
    SelftestReport report = report(trial(EngineKind.NIO, p50, p99, seen), missing());
    assertThat(report.belief()).isEqualTo(expected);
    assertThat(report.lines(Language.ZH).getLast()).startsWith(zh);
    assertThat(report.lines(Language.EN).getLast()).startsWith(en);
  }

  @Test
  void theReasonOfAFallbackIsShown() {
    SelftestReport report = report(trial(EngineKind.NIO, 20, 300, 100), missing());
    assertThat(String.join("\n", report.lines(Language.ZH)))
        .contains("采用 nio", "系统不让用 epoll", "20.0 µs", "300.0 µs", "100/100");
    assertThat(report.json(Language.EN))
        .containsEntry("engine", "nio")
        .containsEntry("fallback", "the system refuses epoll");
  }

  @Test
  void explainsItselfInBothLanguagesAndRefusesNonsense() {
    assertThat(run("selftest", "--help", "--lang", "zh")).isEqualTo(Exit.OK);
    assertThat(run("selftest", "--help", "--lang", "en")).isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("误差", "--streams", "own timing error", "--json");
    assertThat(run("selftest", "--streams", "0", "--lang", "en")).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("--streams 0: expected 1 … 4096");
  }

  private static SelftestReport report(EngineTrial nio, EngineTrial epoll) {
    return new SelftestReport(10, List.of(nio, epoll));
  }

  private static EngineTrial trial(EngineKind kind, long p50Micros, long p99Micros, int seen) {
    StampError error = new StampError(100, p50Micros * 1000, p99Micros * 1000, p99Micros * 1000);
    Optional<Text> failure =
        seen == 100 ? Optional.empty() : Optional.of(new Text("少了一个", "one is missing"));
    return new EngineTrial(kind, LOAD, 100, seen, Optional.of(error), counts(), failure);
  }

  private static EngineTrial missing() {
    Text why = new Text("系统不让用 epoll", "the system refuses epoll");
    return new EngineTrial(
        EngineKind.EPOLL, LOAD, 100, 0, Optional.empty(), counts(), Optional.of(why));
  }

  private static StampCounts counts() {
    return new StampCounts(0, 100, 0, 0);
  }

  private int run(String... args) {
    return Main.run(args, "zh", new PrintWriter(out), new PrintWriter(err));
  }
}
