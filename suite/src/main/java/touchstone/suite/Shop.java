package touchstone.suite;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import touchstone.document.Document;
import touchstone.document.Value;
import touchstone.model.Text;

/**
 * A shop's own rules by name: policies, prices, sizes, activities, tone. Suites refer to them as
 * {@code {{shop.return_days}}}, so that another shop's rules can be put in their place.
 *
 * @param file where they stand, as complaints name it
 * @param values by name; in groups the names are joined by a point, e.g. {@code shipping.fee}
 * @param inner names that other values of the file refer to
 * @param documentText the file as it is written, for the suite's digest
 */
record Shop(String file, Map<String, String> values, Set<String> inner, String documentText) {
  /** The name of the file in a suite's folder. */
  static final String FILE = "shop.yaml";

  private static final int DEEPEST = 5;
  private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{N}_-]{0,39}");

  /** What a suite without a profile refers to: nothing. */
  static final Shop NONE = new Shop("", Map.of(), Set.of(), "");

  Shop {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    inner = Set.copyOf(inner);
  }

  /** Reads a profile; a value may refer to those that stand above it. */
  static Shop read(Path file) {
    return new Reading(file.toString()).shop(Document.read(file));
  }

  /** A profile half read; not thread-safe. */
  private static final class Reading {
    private final String file;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> inner = new TreeSet<>();

    Reading(String file) {
      this.file = file;
    }

    Shop shop(Value document) {
      add("", document, 1);
      return new Shop(file, values, inner, document.documentText());
    }

    private void add(String group, Value mapping, int depth) {
      if (depth > DEEPEST) {
        throw mapping.wrong(
            new Text("最多 " + DEEPEST + " 层的分组", "groups at most " + DEEPEST + " deep"));
      }
      mapping
          .entries()
          .forEach((name, value) -> {
            check(name, value);
            if (value.isMapping()) {
              add(group + name + ".", value, depth + 1);
            } else {
              values.put(group + name, text(value));
            }
          });
    }

    private String text(Value value) {
      ShopReferences above = new ShopReferences(new Shop(file, values, Set.of(), ""));
      String text = CaseReader.text(value.filled(above::fill));
      inner.addAll(above.used());
      return text;
    }

    private static void check(String name, Value value) {
      if (!NAME.matcher(name).matches()) {
        throw value.problem(
            new Text("名称“" + name + "”不能用", "the name '" + name + "' cannot be used"),
            new Text(
                "名称以字母或汉字开头，只含字母、汉字、数字和 _ -，最多 40 个。",
                "A name begins with a letter and holds letters, digits, _ and -, 40 at most."));
      }
    }
  }
}
