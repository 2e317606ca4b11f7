package touchstone.verdict;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import touchstone.model.Candidate;
import touchstone.model.Dimension;
import touchstone.model.Facts;
import touchstone.model.Grade;
import touchstone.model.Phase;
import touchstone.model.SampleKey;
import touchstone.model.Standing;

/** Evidence of known truth. */
final class Scripted {
  static final List<Dimension> GRADED =
      List.of(Dimension.SEMANTICS, Dimension.MEMORY, Dimension.EXPRESSION, Dimension.ROBUSTNESS);

  private final String id;
  private final String label;
  private final List<Grade> grades = new ArrayList<>();
  private final Map<Integer, Evidence.Speed> speed = new LinkedHashMap<>();
  private Facts facts =
      new Facts("llama.cpp", "1", "Q8_0", "model's own template", 4096, "2 cores", Map.of());
  private Optional<Candidate.Price> price = Optional.empty();
  private Optional<Evidence.Tokens> tokens = Optional.empty();
  private int truncated;

  private Scripted(String id, String label) {
    this.id = id;
    this.label = label;
  }

  static Scripted candidate(String id, String label) {
    return new Scripted(id, label);
  }

  static Evidence evidence(Scripted... candidates) {
    int planned = 0;
    List<Evidence.OfCandidate> all = new ArrayList<>();
    for (Scripted each : candidates) {
      planned = Math.max(planned, each.grades.size());
      all.add(each.done());
    }
    return new Evidence(all, planned);
  }

  Evidence.OfCandidate done() {
    Candidate candidate =
        new Candidate(
            id,
            label,
            new Candidate.Outside(
                URI.create("http://127.0.0.1:1"), "m", Optional.empty(), Map.of(), ""),
            price);
    return new Evidence.OfCandidate(candidate, facts, grades, speed, tokens, truncated);
  }

  /** Cases of one dimension with the given scores. */
  Scripted scores(Dimension dimension, double... scores) {
    for (int i = 0; i < scores.length; i++) {
      String name = dimension.id() + "-" + i;
      grades.add(grade(dimension, name, name, 0, Standing.SCORED, scores[i]));
    }
    return this;
  }

  /** As many cases in each graded dimension. */
  Scripted everywhere(int cases, DoubleSupplier score) {
    for (Dimension dimension : GRADED) {
      double[] scores = new double[cases];
      for (int i = 0; i < cases; i++) {
        scores[i] = score.getAsDouble();
      }
      scores(dimension, scores);
    }
    return this;
  }

  /** Every case right (5) with a probability, else 1. */
  Scripted right(int cases, double probability, SplittableRandom random) {
    return everywhere(cases, () -> random.nextDouble() < probability ? 5 : 1);
  }

  Scripted with(Grade grade) {
    grades.add(grade);
    return this;
  }

  Grade grade(
      Dimension dimension,
      String name,
      String cluster,
      int trial,
      Standing standing,
      double score) {
    boolean scored = standing == Standing.SCORED || standing == Standing.MODEL_FAIL;
    return new Grade(
        new SampleKey(id, new Phase.Cases(), "suite/" + name, trial),
        dimension,
        cluster,
        standing,
        scored ? OptionalDouble.of(score) : OptionalDouble.empty(),
        List.of(),
        "");
  }

  /** Turns the last grades into another standing. */
  Scripted lastBecome(int count, Standing standing) {
    for (int i = grades.size() - count; i < grades.size(); i++) {
      Grade old = grades.get(i);
      grades.set(
          i,
          new Grade(
              old.key(),
              old.dimension(),
              old.cluster(),
              standing,
              OptionalDouble.empty(),
              List.of(),
              "lost"));
    }
    return this;
  }

  /** Requests about a TTFT and TPOT, in milliseconds. */
  Scripted speed(int concurrency, int requests, double ttft, double tpot, SplittableRandom random) {
    List<Optional<Evidence.Request>> all = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      double factor = 0.9 + 0.2 * random.nextDouble();
      all.add(
          Optional.of(
              new Evidence.Request(
                  ttft * factor, Optional.of(tpot * factor), (ttft + 50 * tpot) * factor)));
    }
    speed.put(concurrency, new Evidence.Speed(all, 1, 50, 0));
    return this;
  }

  /** The first so many requests of a concurrency failed. */
  Scripted failing(int concurrency, int failures) {
    Evidence.Speed sound = Optional.ofNullable(speed.get(concurrency)).orElseThrow();
    List<Optional<Evidence.Request>> all = new ArrayList<>(sound.requests());
    for (int i = 0; i < failures; i++) {
      all.set(i, Optional.of(Evidence.Request.FAILED));
    }
    speed.put(
        concurrency,
        new Evidence.Speed(
            all, sound.requestsPerSecond(), sound.outputTokensPerSecond(), failures));
    return this;
  }

  Scripted price(double input, double output) {
    price = Optional.of(new Candidate.Price.PerMillionTokens(input, output));
    tokens = Optional.of(new Evidence.Tokens(1500, 500));
    return this;
  }

  Scripted facts(Facts changed) {
    facts = changed;
    return this;
  }

  Scripted truncated(int trials) {
    truncated = trials;
    return this;
  }
}
