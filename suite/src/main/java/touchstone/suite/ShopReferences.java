package touchstone.suite;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.document.Value;
import touchstone.document.Words;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Puts a shop's values in place of {@code {{shop.NAME}}} and remembers which were asked for. Other
 * braces stay as they are, unless they are a slip: another spelling of {@code shop}, a known name
 * without it, single or full-width braces. Not thread-safe.
 */
final class ShopReferences {
  private static final String PREFIX = "shop.";
  private static final Pattern BRACES =
      Pattern.compile("[{｛]{1,2}\\s*(\\p{L}[\\p{L}\\p{N}_.-]*)\\s*[}｝]{1,2}");

  private final Shop shop;
  private final Set<String> used = new TreeSet<>();

  ShopReferences(Shop shop) {
    this.shop = shop;
  }

  /** The names that were asked for so far. */
  Set<String> used() {
    return used;
  }

  /**
   * The scalar's text with the shop's values.
   *
   * @throws ProblemException for an unknown name, at its own line and column
   */
  String fill(Value scalar) {
    String text = scalar.raw();
    if (text.indexOf('{') < 0 && text.indexOf('｛') < 0) {
      return text;
    }
    Matcher braces = BRACES.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (braces.find()) {
      String written = braces.group();
      braces.appendReplacement(filled, Matcher.quoteReplacement(value(scalar, written, braces)));
    }
    return braces.appendTail(filled).toString();
  }

  private String value(Value scalar, String written, Matcher braces) {
    String name = braces.group(1);
    if (!meant(name, written)) {
      return written;
    }
    Value place = scalar.part(written);
    boolean bare = !name.startsWith(PREFIX) && shop.values().containsKey(name);
    String own = bare ? name : name.substring(name.indexOf('.') + 1);
    String value = shop.values().get(own);
    if (value == null) {
      throw unknown(place, own);
    }
    if (!name.startsWith(PREFIX) || !twofold(written)) {
      throw misspelt(place, written, own);
    }
    used.add(own);
    return value;
  }

  /** Whether braces refer to the shop, rightly or by a slip. */
  private boolean meant(String name, String written) {
    if (name.startsWith(PREFIX)) {
      return true;
    }
    int point = name.indexOf('.');
    boolean group = point > 0 && near(name.substring(0, point));
    return twofold(written) && (group || shop.values().containsKey(name));
  }

  private static boolean twofold(String written) {
    return written.startsWith("{{") && written.endsWith("}}");
  }

  private static boolean near(String group) {
    return Words.nearest(group, Set.of("shop")).isPresent();
  }

  private ProblemException unknown(Value place, String own) {
    if (shop.values().isEmpty()) {
      return place.problem(
          new Text(
              "用了 {{shop." + own + "}}，但没有店铺档案",
              "{{shop." + own + "}} has no shop profile to come from"),
          new Text(
              "请在 suite.yaml 旁边写一份 " + Shop.FILE + "。",
              "Write a " + Shop.FILE + " beside suite.yaml."));
    }
    return place.problem(
        new Text(
            shop.file() + " 里没有“" + own + "”，有的是：" + String.join("、", shop.values().keySet()),
            shop.file()
                + " has no '"
                + own
                + "'; it has: "
                + String.join(", ", shop.values().keySet())),
        Words.nearest(own, shop.values().keySet())
            .map(near ->
                new Text("是不是想写 {{shop." + near + "}}？", "Did you mean {{shop." + near + "}}?"))
            .orElse(
                new Text(
                    "请在店铺档案里补上这一项，或换成已有的名称。",
                    "Add it to the shop profile, or take a name that is there.")));
  }

  private static ProblemException misspelt(Value place, String written, String own) {
    return place.problem(
        new Text(
            "“" + written + "”不会换成店里的值", "'" + written + "' is not replaced by the shop's value"),
        new Text("请写成 {{shop." + own + "}}。", "Write {{shop." + own + "}}."));
  }
}
