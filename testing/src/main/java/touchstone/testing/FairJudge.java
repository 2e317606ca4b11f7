package touchstone.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A judge that knows the right answers of the audit and weighs all others by a function; it sees a
 * tie where two weigh the same. It reads the prompt as a model would, in Chinese. Thread-safe.
 */
public final class FairJudge implements Function<FakeRequest, Script> {
  private static final Pattern ANSWER =
      Pattern.compile(
          "\\[\\[([0-9a-f]{16}) 回答 ([AB]) 开始]]\\n(.*?)\\n\\[\\[\\1 回答 \\2 结束]]", Pattern.DOTALL);

  private final List<String> good;
  private final List<String> bad;
  private final ToDoubleFunction<String> others;

  private FairJudge(List<String> good, List<String> bad, ToDoubleFunction<String> others) {
    this.good = good;
    this.bad = bad;
    this.others = others;
  }

  /**
   * @param root of the repository, which holds the audit's questions
   * @param others what an answer weighs that is not of the audit, 1 to 5
   */
  public static FairJudge of(Path root, ToDoubleFunction<String> others) {
    Path file = root.resolve("judge/src/main/resources/touchstone/judge/audit-zh.yaml");
    return new FairJudge(values(file, "    good: "), values(file, "    bad: "), others);
  }

  private static List<String> values(Path file, String key) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(key.length()))
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The answers in a request, in their order. */
  public static List<String> answers(FakeRequest request) {
    List<String> answers = new ArrayList<>();
    Matcher matcher = ANSWER.matcher(JsonText.lastString(request.body(), "content"));
    while (matcher.find()) {
      answers.add(matcher.group(3));
    }
    return answers;
  }

  /** Whether a request asks about answers that are not of the audit. */
  public boolean beyondTheAudit(FakeRequest request) {
    return answers(request).stream().noneMatch(each -> contains(good, each) || contains(bad, each));
  }

  @Override
  public Script apply(FakeRequest request) {
    List<String> answers = answers(request);
    double first = answers.isEmpty() ? 0 : weight(answers.getFirst());
    if (answers.size() < 2) {
      return says("\"score\":" + Math.clamp(Math.round(first), 1, 5));
    }
    double second = weight(answers.getLast());
    return says("\"better\":\"" + (first > second ? "A" : first < second ? "B" : "tie") + "\"");
  }

  private static Script says(String decision) {
    return ChatAnswer.of("{\"reason\":\"看谁更体贴\"," + decision + "}").script();
  }

  private double weight(String answer) {
    return contains(good, answer) ? 5 : contains(bad, answer) ? 2 : others.applyAsDouble(answer);
  }

  private static boolean contains(List<String> parts, String answer) {
    return parts.stream().anyMatch(answer::contains);
  }
}
