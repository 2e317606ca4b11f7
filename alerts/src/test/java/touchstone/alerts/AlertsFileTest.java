package touchstone.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.Problem;
import touchstone.model.ProblemException;

class AlertsFileTest {
  private static final Map<String, String> ENV =
      Map.of("HOOK", "https://hook.example/send?key=K", "SIGN", "SECabc", "PASS", "geheim");

  @TempDir Path folder;

  @Test
  void nobodyIsToldWhereThereIsNoFile() {
    AlertsFile.Named read = AlertsFile.read(folder.resolve("none.yaml"), name -> Optional.empty());
    assertThat(read.receivers()).isEmpty();
    assertThat(read.faults()).isEmpty();
  }

  @Test
  void everyKindIsRead() throws IOException {
    List<Receiver> read =
        read(
            """
            alerts:
              - {kind: wecom, url: "${HOOK}"}
              - {kind: dingtalk, name: 值班群, url: "${HOOK}", secret: "${SIGN}", events: [budget, verdict]}
              - {kind: feishu, url: "${HOOK}", lang: en, events: release-failed}
              - {kind: json, url: "http://127.0.0.1:9000/x${SIGN}"}
              - {kind: email, server: "smtps://mail.example:465", user: bot, password: "${PASS}", from: bot@shop.example, to: li@shop.example}
            """);
    assertThat(read).hasSize(5);
    assertThat(read.get(0).occasions())
        .contains(Occasion.BUDGET, Occasion.VERDICT)
        .doesNotContain(Occasion.READY);
    assertThat(read.get(1).name()).isEqualTo("值班群");
    assertThat(read.get(1).occasions())
        .containsExactlyInAnyOrder(Occasion.BUDGET, Occasion.VERDICT);
    assertThat(read.get(3).way())
        .isEqualTo(new Receiver.Way.Hook(java.net.URI.create("http://127.0.0.1:9000/xSECabc")));
    assertThat(read.get(4).way().toString()).contains("li@shop.example").doesNotContain("geheim");
  }

  @Test
  void aSecretMayStandInAFileThatNobodyElseReads() throws IOException {
    String yaml = "alerts: [{kind: wecom, url: \"https://hook.example/send?key=K\"}]";
    Path file = Files.writeString(folder.resolve("alerts.yaml"), yaml);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(AlertsFile.read(file, name -> Optional.empty()).faults())
        .singleElement()
        .satisfies(fault ->
            assertThat(fault.what().en()).contains("others can read").doesNotContain("key=K"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(AlertsFile.read(file, name -> Optional.empty()).receivers()).hasSize(1);
  }

  @Test
  void aWrongReceiverLeavesTheOthersTheirAlerts() throws IOException {
    AlertsFile.Named read =
        named(
            """
            alerts:
              - {kind: wecom, name: 一, url: "${NOPE}"}
              - {kind: wecom, name: 二, url: "${HOOK}"}
              - {kind: fax}
            """);
    assertThat(read.receivers()).extracting(Receiver::name).containsExactly("二");
    assertThat(read.faults())
        .satisfiesExactly(
            unset -> assertThat(unset.what().zh()).contains("alerts.yaml:2:", "NOPE"),
            unknown -> assertThat(unknown.what().en()).contains("alerts.yaml:4:", "fax"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alerts: [{kind: wechat, url: "${HOOK}"}]                  | wecom
          alerts: [{kind: wecom, url: "${NOPE}"}]                   | NOPE
          alerts: [{kind: wecom, url: "${NOPE"}]                    | NOPE
          alerts: [{kind: wecom, url: "http://x${SIGN}"}]           | https://
          alerts: [{kind: wecom, url: "${SIGN}"}]                   | https://
          alerts: [{kind: wecom, url: "${HOOK}", secret: "${SIGN}"}] | secret
          alerts: [{kind: json, url: "${HOOK}", events: [buget]}]   | budget
          alerts: [{kind: email, server: "${HOOK}", from: a, to: b}] | smtps://
          alerts: [{kind: wecom}]                                   | url
          alert: []                                                 | alerts
          """)
  void whatIsWrongIsNamedWithItsPlaceAndWithoutTheSecret(String yaml, String expected) {
    assertThatThrownBy(() -> read(yaml))
        .hasMessageContaining(expected)
        .hasMessageContaining("alerts.yaml:1:")
        .hasMessageNotContaining("SECabc")
        .hasMessageNotContaining("key=K");
  }

  private List<Receiver> read(String yaml) throws IOException {
    AlertsFile.Named read = named(yaml);
    for (Problem fault : read.faults()) {
      throw new ProblemException(fault);
    }
    return read.receivers();
  }

  private AlertsFile.Named named(String yaml) throws IOException {
    return AlertsFile.read(
        Files.writeString(folder.resolve("alerts.yaml"), yaml),
        name -> Optional.ofNullable(ENV.get(name)));
  }
}
