package touchstone.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import touchstone.endpoint.EngineChoice;
import touchstone.endpoint.EngineKind;
import touchstone.endpoint.EngineTrial;
import touchstone.endpoint.StampCounts;
import touchstone.endpoint.StampError;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.report.Columns;

/** What the trials of both engines say, as a table for people and as JSON for scripts. */
record SelftestReport(int streams, List<EngineTrial> trials) {
  private static final int WIDTH = 12;

  SelftestReport {
    trials = List.copyOf(trials);
  }

  Belief belief() {
    return Belief.of(chosen());
  }

  private EngineChoice choice() {
    return EngineChoice.better(of(EngineKind.EPOLL), of(EngineKind.NIO));
  }

  private EngineTrial chosen() {
    return of(choice().kind());
  }

  private EngineTrial of(EngineKind kind) {
    return trials.stream().filter(each -> each.kind() == kind).findFirst().orElseThrow();
  }

  List<String> lines(Language language) {
    List<String> lines = new ArrayList<>();
    lines.add(
        new Text(
                "本机回环上 %d 路同时出字，误差 = 打上的到达时刻 − 真实发送时刻".formatted(streams),
                "%d streams at once on loopback; error = stamped arrival − true send"
                    .formatted(streams))
            .in(language));
    lines.add("");
    lines.add(
        row(
            new Text("引擎", "engine").in(language),
            new Text("误差 p50", "error p50").in(language),
            "p99",
            new Text("最大", "max").in(language),
            new Text("收到/发出", "seen/sent").in(language)));
    trials.forEach(each -> lines.addAll(lines(each, language)));
    lines.add("");
    lines.add(
        new Text("采用 " + chosen().kind().word() + "。", "Taken: " + chosen().kind().word() + ".")
            .in(language));
    choice().fallback().ifPresent(why -> lines.add("  " + why.in(language)));
    lines.add(belief().words(chosen()).in(language));
    return lines;
  }

  private static List<String> lines(EngineTrial trial, Language language) {
    List<String> lines = new ArrayList<>();
    trial
        .error()
        .ifPresent(error ->
            lines.add(
                row(
                    trial.kind().word(),
                    Belief.micros(error.p50Nanos()),
                    Belief.micros(error.p99Nanos()),
                    Belief.micros(error.maxNanos()),
                    trial.seen() + "/" + trial.sent())));
    trial
        .failure()
        .ifPresent(why -> lines.add(Columns.left(trial.kind().word(), WIDTH) + why.in(language)));
    return lines;
  }

  private static String row(String... cells) {
    StringBuilder row = new StringBuilder();
    for (String cell : cells) {
      row.append(Columns.left(cell, WIDTH));
    }
    return row.toString().stripTrailing();
  }

  Map<String, Object> json(Language language) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("streams", streams);
    json.put("engine", chosen().kind().word());
    choice().fallback().ifPresent(why -> json.put("fallback", why.in(language)));
    chosen().error().ifPresent(error -> json.put("engine_error_us", error(error)));
    json.put("believable", belief().believable());
    json.put("verdict", belief().words(chosen()).in(language));
    json.put("engines", trials.stream().map(each -> json(each, language)).toList());
    return json;
  }

  private static Map<String, Object> json(EngineTrial trial, Language language) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("engine", trial.kind().word());
    trial.error().ifPresent(error -> json.put("error_us", error(error)));
    json.put("chunks", Map.of("sent", trial.sent(), "seen", trial.seen()));
    StampCounts stamps = trial.stamps();
    Map<String, Object> reads = new LinkedHashMap<>();
    reads.put("stamped_by_kernel", stamps.byKernel());
    reads.put("stamped_by_read", stamps.byRead());
    reads.put("clock_steps", stamps.clockSteps());
    reads.put("clock_doubt_ns", stamps.doubtNanos());
    json.put("reads", reads);
    trial.failure().ifPresent(why -> json.put("problem", why.in(language)));
    return json;
  }

  private static Map<String, Object> error(StampError error) {
    Map<String, Object> micros = new LinkedHashMap<>();
    micros.put("p50", error.p50Nanos() / 1e3);
    micros.put("p99", error.p99Nanos() / 1e3);
    micros.put("max", error.maxNanos() / 1e3);
    micros.put("chunks", error.chunks());
    return micros;
  }
}
