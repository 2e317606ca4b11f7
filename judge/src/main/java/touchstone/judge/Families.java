package touchstone.judge;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Text;

/** Whose models are whose, by their names: {@code families.yaml}. */
public final class Families {
  private final Map<String, Pattern> families;

  private Families(Map<String, Pattern> families) {
    this.families = families;
  }

  /** The list that ships. */
  public static Families bundled() {
    Map<String, Pattern> families = new LinkedHashMap<>();
    for (Value each : JudgeWords.resource("families.yaml").items()) {
      Fields fields = each.fields("family", "words");
      String words =
          fields.required("words").items(Value::name).stream()
              .map(Pattern::quote)
              .collect(Collectors.joining("|"));
      families.put(
          fields.required("family").name(),
          Pattern.compile("(?<![a-z0-9])(" + words + ")(?![a-z])"));
    }
    return new Families(families);
  }

  /** The families of a model, by its name: none where it is unknown, two for a distillate. */
  public Set<String> of(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    Set<String> found = new LinkedHashSet<>();
    families.forEach((family, words) -> {
      if (words.matcher(name).find()) {
        found.add(family);
      }
    });
    return found;
  }

  /** Whether two models share a family, or are one and the same by name. */
  public boolean related(String one, String other) {
    Set<String> shared = of(one);
    shared.retainAll(of(other));
    return !shared.isEmpty() || one.equalsIgnoreCase(other);
  }

  /** Another family than a model's own, the same one every time. */
  String otherThan(Set<String> own) {
    return families.keySet().stream().filter(each -> !own.contains(each)).findFirst().orElseThrow();
  }

  /**
   * Why a judge may not judge these candidates: a model favours its kin, and no audit without the
   * kin's own answers can see how much. Empty where none is related.
   */
  public List<Text> objections(String judge, List<String> candidates) {
    return candidates.stream()
        .filter(each -> related(judge, each))
        .map(each ->
            new Text(
                "裁判 " + judge + " 和候选 " + each + " 出自一家，难免偏袒",
                "the judge " + judge + " and the candidate " + each + " are of one family"))
        .toList();
  }
}
