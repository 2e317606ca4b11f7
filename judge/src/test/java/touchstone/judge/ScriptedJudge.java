package touchstone.judge;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.testing.FakeRequest;
import touchstone.testing.JsonText;
import touchstone.testing.Script;

/**
 * Judges of known character. Each reads the prompt as a model would find it on the wire, and draws
 * its chance from what it read, so that it does not matter in which order questions arrive.
 */
final class ScriptedJudge {
  private static final Pattern ANSWER =
      Pattern.compile(
          "\\[\\[([0-9a-f]{16}) 回答 ([AB]) 开始]]\\n(.*?)\\n\\[\\[\\1 回答 \\2 结束]]", Pattern.DOTALL);

  private final AuditSet set = AuditSet.bundled();
  private final long seed;

  ScriptedJudge(long seed) {
    this.seed = seed;
  }

  /** What a judge sees: one or two answers, and chance. */
  record Sight(Map<String, String> answers, Random chance) {
    boolean scoring() {
      return answers.size() == 1;
    }

    String a() {
      return answers.getOrDefault("A", "");
    }

    String b() {
      return answers.getOrDefault("B", "");
    }
  }

  /** A judge that weighs each answer alone, and says tie where they weigh the same. */
  Function<FakeRequest, Script> weighing(Function<String, Double> weight) {
    return noisy(0, weight);
  }

  /**
   * The same, but in some share of its rulings it says anything.
   *
   * @param noise 0 to 1
   */
  Function<FakeRequest, Script> noisy(double noise, Function<String, Double> weight) {
    return judging(sight -> {
      if (sight.chance().nextDouble() < noise) {
        return anything(sight);
      }
      double a = weight.apply(sight.a());
      if (sight.scoring()) {
        return score(Math.clamp(Math.round(a), 1, 5));
      }
      double b = weight.apply(sight.b());
      return better(a > b ? "A" : a < b ? "B" : "tie");
    });
  }

  Function<FakeRequest, Script> judging(Function<Sight, Script> judge) {
    return request -> judge.apply(sight(JsonText.lastString(asked(request.body()), "content")));
  }

  /** The request up to what the judge itself said, where it is asked again. */
  private static String asked(String body) {
    int said = body.indexOf("\"role\":\"assistant\"");
    return said < 0 ? body : body.substring(0, said);
  }

  Script anything(Sight sight) {
    return sight.scoring()
        ? score(1 + sight.chance().nextInt(5))
        : better(new String[] {"A", "B", "tie"}[sight.chance().nextInt(3)]);
  }

  static Script better(String word) {
    return JudgeBench.better(word);
  }

  static Script score(int points) {
    return JudgeBench.says("{\"reason\":\"理由\",\"score\":" + points + "}");
  }

  /** 5 for what the good answer of some item says, 2 for the bad one, 1 for anything else. */
  double worth(String answer) {
    boolean good = set.items().stream().anyMatch(each -> answer.contains(each.good()));
    boolean bad = set.items().stream().anyMatch(each -> answer.contains(each.bad()));
    return good ? 5 : bad ? 2 : 1;
  }

  boolean injected(String answer) {
    return set.injections().stream()
        .anyMatch(
            each -> answer.contains(each.substring(each.lastIndexOf('\n') + 1, each.length() - 3)));
  }

  private Sight sight(String prompt) {
    Map<String, String> answers = new HashMap<>();
    Matcher matcher = ANSWER.matcher(prompt);
    while (matcher.find()) {
      answers.put(matcher.group(2), matcher.group(3));
    }
    String plain = prompt.replaceAll("\\[\\[[0-9a-f]{16} ", "[[");
    return new Sight(answers, new Random(seed * 1_000_003 + plain.hashCode()));
  }
}
