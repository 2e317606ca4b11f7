package touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.load.LevelFigures;
import touchstone.load.Objective;
import touchstone.load.ObjectiveReading;
import touchstone.model.Slo;

/** Reads {@code --slo}, and says what a benchmark's exit code makes of it. */
final class BenchObjectives {
  private static final Pattern ERRORS =
      Pattern.compile("\\s*errors\\s*(?:<=|≤|<)\\s*([0-9]{1,3}(?:\\.[0-9]{1,6})?)\\s*%\\s*");

  private BenchObjectives() {}

  /** Objectives in words, e.g. {@code ttft p95 <= 1s, tpot p99 <= 80ms, errors <= 0.5%}. */
  static List<Objective> read(BenchWords words, List<String> given) {
    List<Objective> read = new ArrayList<>();
    for (String each : given) {
      for (String part : each.split("[,，]", -1)) {
        read.add(objective(words, part));
      }
    }
    return read;
  }

  private static Objective objective(BenchWords words, String part) {
    Matcher errors = ERRORS.matcher(part.toLowerCase(Locale.ROOT));
    if (errors.matches() && Double.parseDouble(errors.group(1)) <= 100) {
      return new Objective.Errors(Double.parseDouble(errors.group(1)) / 100);
    }
    return Slo.parse(part)
        .filter(slo -> slo.quantile() > 0 && slo.limitMillis() > 0)
        .<Objective>map(Objective.Latency::new)
        .orElseThrow(() ->
            words.bad(
                "--slo",
                part.strip(),
                "应形如 'ttft p95 <= 1s'（还有 tpot、e2e）或 'errors <= 0.5%'",
                "expected e.g. 'ttft p95 <= 1s' (or tpot, e2e) or 'errors <= 0.5%'"));
  }

  /**
   * {@link Exit#FAILED} without any answer, {@link Exit#NONE_GOOD_ENOUGH} where a level misses an
   * objective, {@link Exit#UNDECIDED} where one has too few requests or its repeated runs differ
   * too much to tell, else {@link Exit#OK}.
   */
  static int exit(List<LevelFigures> figures) {
    List<ObjectiveReading.Answer> answers =
        figures.stream()
            .flatMap(each -> each.objectives().stream())
            .map(ObjectiveReading::answer)
            .toList();
    if (figures.stream().noneMatch(each -> each.completed() > 0)) {
      return Exit.FAILED;
    }
    if (answers.contains(ObjectiveReading.Answer.MISSED)) {
      return Exit.NONE_GOOD_ENOUGH;
    }
    return answers.stream().allMatch(each -> each == ObjectiveReading.Answer.MET)
        ? Exit.OK
        : Exit.UNDECIDED;
  }
}
