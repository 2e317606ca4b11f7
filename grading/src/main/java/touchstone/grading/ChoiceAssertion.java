package touchstone.grading;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.model.Assertion.Choice;

/**
 * Reads which option of a multiple choice an answer takes: the letter that it names as its answer,
 * else the only letter that stands alone, else the only option whose words it repeats. An answer
 * that names several and settles on none takes none.
 */
final class ChoiceAssertion {
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:答案|应选|应该选|正确选项|选择|选|answer|option)(?:应该|应当)?(?:是|为|is)?[\\s:：\"'“(（*]{0,4}([a-z])(?![a-z])");
  private static final Pattern ALONE = Pattern.compile("(?<![a-z0-9'])([a-z])(?![a-z0-9'])");

  private ChoiceAssertion() {}

  static boolean holds(Choice choice, Answer answer) {
    return taken(choice, answer.text()).filter(choice.right()::equals).isPresent();
  }

  private static Optional<String> taken(Choice choice, String text) {
    return last(NAMED, choice, text).or(() -> only(choice, text)).or(() -> repeated(choice, text));
  }

  private static Optional<String> last(Pattern pattern, Choice choice, String text) {
    Matcher matcher = pattern.matcher(text);
    Optional<String> found = Optional.empty();
    while (matcher.find()) {
      found = letter(choice, matcher.group(1)).or(() -> Optional.empty());
    }
    return found;
  }

  private static Optional<String> only(Choice choice, String text) {
    var letters = new TreeSet<String>();
    Matcher matcher = ALONE.matcher(text);
    while (matcher.find()) {
      letter(choice, matcher.group(1)).ifPresent(letters::add);
    }
    boolean article =
        letters.size() == 1
            && letters.contains("A")
            && text.strip().length() > 3
            && text.matches("(?s).*(?<![a-z0-9])a [a-z]{2}.*");
    return letters.size() == 1 && !article ? Optional.of(letters.first()) : Optional.empty();
  }

  private static Optional<String> letter(Choice choice, String letter) {
    int index = letter.charAt(0) - 'a';
    return index >= 0 && index < choice.options().size()
        ? Optional.of(String.valueOf((char) ('A' + index)))
        : Optional.empty();
  }

  private static Optional<String> repeated(Choice choice, String text) {
    if (ALONE.matcher(text).find()) {
      return Optional.empty();
    }
    List<Integer> said =
        java.util.stream.IntStream.range(0, choice.options().size())
            .filter(i -> stands(choice.options().get(i), text))
            .boxed()
            .toList();
    return said.size() == 1
        ? Optional.of(String.valueOf((char) ('A' + said.getFirst())))
        : Optional.empty();
  }

  private static boolean stands(String option, String text) {
    String words = NormalText.of(option).text();
    int at = words.isBlank() ? -1 : text.indexOf(words);
    return at >= 0 && Words.whole(text, at, at + words.length());
  }
}
