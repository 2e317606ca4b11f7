package touchstone.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import touchstone.document.Document;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Case;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Suite;
import touchstone.model.Text;

/**
 * Reads a suite: a folder with {@code suite.yaml}, its case files and perhaps a {@code shop.yaml},
 * or one file with everything. Good cases are kept, each bad one is a problem.
 */
public final class SuiteReader {
  static final String HEAD_FILE = "suite.yaml";
  private static final Pattern SPDX =
      Pattern.compile("[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*");

  private SuiteReader() {}

  /** Reads a suite; a broken head, or no good case at all, is thrown as a problem. */
  public static SuiteReading read(Path fileOrFolder) {
    return usable(fileOrFolder, survey(fileOrFolder));
  }

  /**
   * The same with another shop profile in the place of the suite's own; a suite that has none reads
   * as ever.
   *
   * @param profile a {@code shop.yaml} of any name
   */
  public static SuiteReading read(Path fileOrFolder, Path profile) {
    return usable(fileOrFolder, survey(fileOrFolder, profile));
  }

  /** The same, content with a suite whose good cases are all drafts. */
  public static SuiteReading survey(Path fileOrFolder) {
    Path own = head(fileOrFolder).resolveSibling(Shop.FILE);
    return survey(head(fileOrFolder), Files.exists(own) ? Shop.read(own) : Shop.NONE);
  }

  /** The same with another shop profile in the place of the suite's own. */
  public static SuiteReading survey(Path fileOrFolder, Path profile) {
    Path own = head(fileOrFolder).resolveSibling(Shop.FILE);
    return survey(head(fileOrFolder), Files.exists(own) ? Shop.read(profile) : Shop.NONE);
  }

  private static Path head(Path fileOrFolder) {
    return Files.isDirectory(fileOrFolder) ? fileOrFolder.resolve(HEAD_FILE) : fileOrFolder;
  }

  private static SuiteReading survey(Path file, Shop shop) {
    ShopReferences references = new ShopReferences(shop);
    Value head = Document.read(file).filled(references::fill);
    Fields fields =
        head.fields(
            "name",
            "version",
            "title",
            "language",
            "licence",
            "skills",
            "system",
            "defaults",
            "cases");
    Path toolFile = file.resolveSibling(Toolbox.FILE);
    Toolbox toolbox = Files.exists(toolFile) ? Toolbox.read(toolFile, references) : Toolbox.NONE;
    CaseReader reader =
        new CaseReader(
            fields.optional("system").map(Prompts::read).orElse(new Prompts(Map.of())),
            fields.optional("defaults").map(Defaults::read).orElse(Defaults.NONE),
            toolbox,
            Optional.empty(),
            List.of());
    SuiteDigest digest = new SuiteDigest();
    digest.add(head);
    CaseCollector collector = new CaseCollector(file, reader, references, digest);
    fields.required("cases").items().forEach(collector::add);
    digest.add(shop);
    digest.add(toolbox);
    List<Case> cases = collector.goodCases();
    Suite suite = suite(fields, cases, digest.hex());
    List<Case> drafts = collector.cases(Review.DRAFT);
    int dropped = collector.cases(Review.DROPPED).size();
    if (cases.isEmpty() && drafts.isEmpty() && dropped == 0) {
      throw nothingGood(file, collector.badCases());
    }
    return new SuiteReading(suite, drafts, dropped, collector.badCases(), use(shop, references));
  }

  private static Optional<ShopUse> use(Shop shop, ShopReferences references) {
    if (shop.equals(Shop.NONE)) {
      return Optional.empty();
    }
    Set<String> used = new TreeSet<>(references.used());
    used.addAll(shop.inner());
    return Optional.of(new ShopUse(shop.file(), shop.values(), used));
  }

  private static Suite suite(Fields fields, List<Case> cases, String digest) {
    String name = CaseReader.id(fields.required("name"));
    String language = fields.optional("language").map(SuiteReader::language).orElse("zh");
    return new Suite(
        name,
        fields.optional("version").map(Value::name).orElse("1"),
        fields.optional("title").map(SuiteReader::title).orElse(Text.same(name)),
        language,
        fields.optional("licence").map(SuiteReader::licence).orElse("LicenseRef-private"),
        fields.optional("skills").map(each -> skills(each, language)).orElse(Map.of()),
        cases,
        Optional.of(digest));
  }

  /** What the other language calls the skills, by the word that the cases use. */
  private static Map<String, Text> skills(Value value, String language) {
    Map<String, Text> names = new LinkedHashMap<>();
    value
        .entries()
        .forEach((skill, name) ->
            names.put(
                skill,
                language.equals("zh")
                    ? new Text(skill, name.name())
                    : new Text(name.name(), skill)));
    return names;
  }

  private static Text title(Value value) {
    if (!value.isMapping()) {
      return Text.same(value.name());
    }
    Fields fields = value.fields("zh", "en");
    return new Text(fields.required("zh").name(), fields.required("en").name());
  }

  private static String language(Value value) {
    return value.choice(Map.of("zh", "zh", "en", "en"));
  }

  private static String licence(Value value) {
    if (!SPDX.matcher(value.text()).matches()) {
      throw value.wrong(
          new Text("SPDX 许可证标识，如 Apache-2.0", "an SPDX licence identifier such as Apache-2.0"));
    }
    return value.text();
  }

  private static SuiteReading usable(Path suite, SuiteReading reading) {
    if (!reading.suite().cases().isEmpty()) {
      return reading;
    }
    int drafts = reading.drafts().size();
    throw new ProblemException(
        new Problem(
            new Text(
                suite + "：" + drafts + " 条草稿，还没有收下一条，不能用来运行",
                suite + ": " + drafts + " drafts, none accepted yet; nothing of it can run"),
            new Text(
                "请先过一遍：touchstone suite review " + suite,
                "Go through them first: touchstone suite review " + suite)));
  }

  private static ProblemException nothingGood(Path file, List<Problem> bad) {
    Text first = bad.isEmpty() ? new Text("", "") : bad.getFirst().what();
    return new ProblemException(
        new Problem(
            new Text(
                file + "：没有一条能用的用例" + (bad.isEmpty() ? "。" : "，第一个问题是：" + first.zh()),
                file
                    + ": not one case can be used"
                    + (bad.isEmpty() ? "." : "; the first fault is: " + first.en())),
            bad.isEmpty()
                ? new Text("请在 cases 里至少写一条用例。", "Write at least one case under 'cases'.")
                : bad.getFirst().nextStep()));
  }
}
