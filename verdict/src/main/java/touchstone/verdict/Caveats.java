package touchstone.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import touchstone.model.Dimension;
import touchstone.model.Facts;
import touchstone.model.Finding;
import touchstone.model.Text;

/** What has to stand beside the verdict for it to be fair. */
final class Caveats {
  private static final int FEW_CASES = 50;
  private static final double MANY = 0.05;

  private final Assessment figures;
  private final List<Recommendation.Caveat> caveats = new ArrayList<>();

  private Caveats(Assessment figures) {
    this.figures = figures;
  }

  static List<Recommendation.Caveat> of(Assessment figures, Choice choice) {
    Caveats caveats = new Caveats(figures);
    caveats.watched();
    caveats.missing();
    caveats.withoutTools();
    caveats.unequal();
    caveats.fewCases();
    caveats.unmeasured();
    caveats.truncated();
    caveats.repeated();
    caveats.slowFailures();
    caveats.uncertainFloors(choice);
    return caveats.caveats;
  }

  private void add(String id, String zh, String en) {
    caveats.add(new Recommendation.Caveat(id, new Text(zh, en)));
  }

  /** What the run promised, and where it stopped because nothing was open any more. */
  private void watched() {
    figures
        .evidence()
        .watch()
        .ifPresent(watch -> {
          Text rule = Verdict.watchedRule();
          add("watched", rule.zh(), rule.en());
          figures
              .coverage()
              .forEach((id, each) -> {
                List<Dimension> done =
                    watch.settledFor(id).stream().sorted(Comparator.naturalOrder()).toList();
                if (each.settled() > 0) {
                  settled(id, each, done);
                }
              });
        });
  }

  private void settled(String id, Recommendation.Coverage coverage, List<Dimension> done) {
    String zh = Words.listZh(done.stream().map(each -> each.title().zh()).toList());
    String en =
        Words.listEn(
            done.stream().map(each -> each.title().en().toLowerCase(Locale.ROOT)).toList());
    add(
        "settled",
        "%s 的%s已见分晓，提前停了：计划的 %d 次作答里有 %d 次没有再跑。"
            .formatted(name(id), zh, coverage.total(), coverage.settled()),
        "%s stopped early in %s, where the answer was known: %d of %d planned trials were left out."
            .formatted(name(id), en, coverage.settled(), coverage.total()));
  }

  private void missing() {
    figures
        .coverage()
        .forEach((id, each) -> {
          int skipped = each.skipped() - each.settled() - refused(id);
          int lost = each.infraFail() + each.judgeFail() + skipped;
          if (lost > 0) {
            add(
                "missing",
                "%s 有 %d 次作答没有评分（服务故障 %d、裁判失败 %d、没跑 %d，共 %d 次），没有计入。"
                    .formatted(
                        name(id), lost, each.infraFail(), each.judgeFail(), skipped, each.total()),
                "%d of %d trials of %s have no grade and do not count (service failed %d, judge failed %d, not run %d)."
                    .formatted(
                        lost, each.total(), name(id), each.infraFail(), each.judgeFail(), skipped));
          }
        });
  }

  private int refused(String id) {
    return figures.evidence().candidates().stream()
        .filter(each -> each.id().equals(id))
        .mapToInt(Completeness::refusedTrials)
        .sum();
  }

  private void withoutTools() {
    for (Evidence.OfCandidate each : figures.evidence().candidates()) {
      int cases = each.withoutTools().size();
      if (cases > 0) {
        add(
            "no-tools",
            "%s 的接口不接受工具调用，%d 道要调用工具的题跳过，和它比较时这些题不算。它的原话见各题；vLLM 要加 --enable-auto-tool-choice 和 --tool-call-parser 启动。"
                .formatted(name(each.id()), cases),
            "The endpoint of %s takes no tools: %d cases with tools are skipped, and pairs with it do not count there. Each of them shows its words; vLLM wants --enable-auto-tool-choice and --tool-call-parser."
                .formatted(name(each.id()), cases));
      }
    }
  }

  private void unequal() {
    unequal("quantization", "量化", "Quantization", Facts::quantization);
    unequal("prompt-format", new Text("提示格式", "Prompt format"), Facts::promptFormatName);
    unequal("context", "上下文长度", "Context length", Caveats::context);
    unequal("engine", "推理引擎", "Engine", facts -> facts.engine() + " " + facts.engineVersion());
    unequal("hardware", "硬件", "Hardware", Facts::hardware);
    TreeSet<String> keys = new TreeSet<>();
    figures.evidence().candidates().forEach(each -> keys.addAll(each.facts().details().keySet()));
    for (String key : keys) {
      Text title = key.equals("sampling") ? new Text("采样设置", "Sampling") : Text.same(key);
      unequal(
          key, title.zh(), title.en(), facts -> facts.details().getOrDefault(key, Facts.UNKNOWN));
    }
  }

  private static String context(Facts facts) {
    return facts.contextTokens() <= 0 ? Facts.UNKNOWN : facts.contextTokens() + " token";
  }

  private void unequal(String id, String zh, String en, Function<Facts, String> fact) {
    unequal(id, new Text(zh, en), facts -> Text.same(fact.apply(facts).strip()));
  }

  private void unequal(String id, Text title, Function<Facts, Text> fact) {
    Map<String, Text> values = new LinkedHashMap<>();
    figures
        .evidence()
        .candidates()
        .forEach(each -> values.put(name(each.id()), fact.apply(each.facts())));
    if (values.values().stream().distinct().count() > 1) {
      String zh = listed(values, "：", "；", each -> known(each.zh(), "不详"));
      String en = listed(values, ": ", "; ", each -> known(each.en(), "unknown"));
      add(
          "unequal-" + id,
          title.zh() + "不一致（" + zh + "），分数差里可能有它的份。",
          title.en() + " differs (" + en + "); part of any difference may be due to it.");
    }
  }

  private static String listed(
      Map<String, Text> values, String colon, String comma, Function<Text, String> word) {
    return values.entrySet().stream()
        .map(each -> each.getKey() + colon + word.apply(each.getValue()))
        .collect(Collectors.joining(comma));
  }

  private static String known(String value, String unknown) {
    return value.isEmpty() || value.equals(Facts.UNKNOWN) ? unknown : value;
  }

  private void fewCases() {
    int n = Certainty.cases(figures);
    if (n > 0 && n < FEW_CASES) {
      add(
          "few-cases",
          "只有 %d 个用例，小差距看不出来；要更稳，用 --depth standard 或 thorough。".formatted(n),
          "Only %d cases: small differences stay hidden; use --depth standard or thorough for more."
              .formatted(n));
    }
  }

  private void unmeasured() {
    List<Dimension> absent =
        figures.measured().keySet().stream()
            .filter(each -> figures.requirements().weight(each) > 0)
            .filter(each -> !figures.weights().containsKey(each))
            .toList();
    if (absent.contains(Dimension.COST)) {
      add(
          "no-price",
          "价格没填全，成本不计分，它的权重按比例分给了其他维度。",
          "Not every price is known: cost is not scored and its weight is shared out among the"
              + " others.");
    }
    List<Dimension> others = absent.stream().filter(each -> each != Dimension.COST).toList();
    if (!others.isEmpty()) {
      add(
          "not-measured",
          "%s没有可比的数据，权重按比例分给了其他维度。"
              .formatted(Words.listZh(others.stream().map(each -> each.title().zh()).toList())),
          "No comparable data for %s: the weight is shared out among the others."
              .formatted(Words.listEn(others.stream().map(each -> each.title().en()).toList())));
    }
  }

  private void truncated() {
    for (Evidence.OfCandidate each : figures.evidence().candidates()) {
      int trials = each.grades().size();
      if (trials > 0 && each.truncated() > MANY * trials) {
        String share = Words.percent((double) each.truncated() / trials);
        add(
            "truncated",
            "%s 有 %s 的回答到了我们设的长度上限被截断，照样评了分。".formatted(name(each.id()), share),
            "%s of the answers of %s were cut off at our length limit and graded as they stood."
                .formatted(share, name(each.id())));
      }
    }
  }

  private void repeated() {
    for (Evidence.OfCandidate each : figures.evidence().candidates()) {
      long looping =
          each.grades().stream()
              .filter(grade ->
                  grade.findings().stream()
                      .anyMatch(it -> it.grader().equals(Finding.NO_REPETITION) && it.credit() < 1))
              .count();
      if (looping > MANY * each.grades().size()) {
        String share = Words.percent((double) looping / each.grades().size());
        add(
            "repeated",
            "%s 有 %s 的回答在车轱辘话来回重复。".formatted(name(each.id()), share),
            "%s of the answers of %s repeat themselves.".formatted(share, name(each.id())));
      }
    }
  }

  private void slowFailures() {
    for (Evidence.OfCandidate each : figures.evidence().candidates()) {
      int failures = each.speed().values().stream().mapToInt(Evidence.Speed::failures).sum();
      if (failures > 0) {
        add(
            "speed-failures",
            "%s 测速时有 %d 个请求失败，没有计入延迟。".formatted(name(each.id()), failures),
            "%d timed requests of %s failed and are not in its latencies."
                .formatted(failures, name(each.id())));
      }
    }
  }

  /** Floors that decided something although the interval straddles them. */
  private void uncertainFloors(Choice choice) {
    if (choice.ground() == Choice.Ground.NONE_PASSES) {
      return;
    }
    for (Shortfall each : figures.shortfalls()) {
      if (!each.sure()) {
        add(
            "uncertain-floor",
            "%s 的%s %s 分，低于 %s 分的底线，但 95%% 区间（%s）还跨着底线。"
                .formatted(
                    name(each.candidate()),
                    each.dimension().title().zh(),
                    Words.below(each.score().value(), each.floor()),
                    Words.plain(each.floor()),
                    Reasons.range(each.score())),
            "%s scores %s in %s, under the floor of %s, but its 95%% interval (%s) straddles it."
                .formatted(
                    name(each.candidate()),
                    Words.below(each.score().value(), each.floor()),
                    each.dimension().title().en().toLowerCase(Locale.ROOT),
                    Words.plain(each.floor()),
                    Reasons.range(each.score())));
      }
    }
  }

  private String name(String id) {
    return figures.name(id);
  }
}
