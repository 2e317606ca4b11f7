package touchstone.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Language;
import touchstone.model.Problem;
import touchstone.model.ProblemException;

class ShopTest {
  private static final Path ROOT = Path.of(System.getProperty("touchstone.root"));
  private static final String SHOP =
      """
      return_days: 7
      退款: 3个工作日
      shipping: {fee: 8, free: 59}
      returns: 签收{{shop.return_days}}天内可退。
      """;
  private static final String SUITE =
      """
      name: shop
      system: "店规：{{ shop.returns }}退款{{shop.退款}}到。"
      cases:
        - id: days
          dimension: semantics
          user: 说是{{shop.return_days}}天能退？满{{shop.shipping.free}}包邮？
          checks:
            - {key: "{{shop.return_days}}天", topic: [["能退{{shop.return_days}}天"]], slots: ["{{shop.return_days}}天"]}
            - {no-invention: ["{{shop.shipping.fee}}元"]}
      """;

  @TempDir Path folder;

  @Test
  void fillsPromptsTurnsAndKeyPoints() throws IOException {
    SuiteReading reading = SuiteReader.read(suite(SHOP, SUITE));
    assertThat(reading.badCases()).isEmpty();
    Case read = reading.suite().cases().getFirst();
    assertThat(read.system()).hasValue("店规：签收7天内可退。退款3个工作日到。");
    assertThat(read.turns().getFirst().user()).isEqualTo("说是7天能退？满59包邮？");
    assertThat(read.turns().getFirst().checks())
        .containsExactly(
            new Check.KeyPoint("7天", List.of(List.of("能退7天")), List.of("7天"), false, false, 1),
            new Check.NoInvention(List.of("8元"), 1));
    assertThat(reading.shop().map(ShopUse::unused)).hasValue(List.of());
  }

  @Test
  void anotherProfileTakesItsPlaceAndChangesTheDigest() throws IOException {
    Path file = suite(SHOP, SUITE);
    Path other =
        Files.writeString(
            folder.resolve("mine.yaml"), SHOP.replace(": 7", ": 30") + "extra: 没人用\n");
    SuiteReading own = SuiteReader.read(file);
    SuiteReading mine = SuiteReader.read(file, other);
    assertThat(mine.suite().cases().getFirst().system().orElse("")).contains("签收30天内可退");
    assertThat(mine.shop().map(ShopUse::unused)).hasValue(List.of("extra"));
    assertThat(own.suite().digest()).isPresent().isNotEqualTo(mine.suite().digest());
    assertThat(SuiteReader.read(file).suite().digest()).isEqualTo(own.suite().digest());
  }

  @Test
  void aSuiteWithoutProfileIgnoresAnotherAndKeepsItsBraces() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("plain.yaml"),
            "name: p\ncases: [{id: a, dimension: robustness, user: '{{var}} {x} {{a.b}}', checks:"
                + " [clarifies]}]");
    Path other = Files.writeString(folder.resolve("mine.yaml"), SHOP);
    SuiteReading reading = SuiteReader.read(file, other);
    assertThat(reading.shop()).isEmpty();
    assertThat(reading.suite().cases().getFirst().turns().getFirst().user())
        .isEqualTo("{{var}} {x} {{a.b}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{shop.retrun_days}}|suite.yaml:6:14: |has no 'retrun_days'; it has: return_days, 退款|"
            + "Did you mean {{shop.return_days}}?",
        "{{shop.nothing}}|suite.yaml:6:14: |has no 'nothing'|Add it to the shop profile",
        "{{shpo.return_days}}|suite.yaml:6:14: |{{shpo.return_days}}' is not replaced|"
            + "Write {{shop.return_days}}.",
        "{{return_days}}|suite.yaml:6:14: |is not replaced|Write {{shop.return_days}}.",
        "{shop.退款}|suite.yaml:6:14: |is not replaced|Write {{shop.退款}}.",
        "｛｛shop.退款｝｝|suite.yaml:6:14: |is not replaced|Write {{shop.退款}}.",
      })
  void slipsAreNamedAtTheirPlace(String written, String place, String what, String next)
      throws IOException {
    String suite =
        """
        name: shop
        cases:
          - {id: good, dimension: semantics, user: 在吗, checks: [no-refusal]}
          - id: bad
            dimension: semantics
            user: 能退吗%s天
            checks: [no-refusal]
        """
            .formatted(written);
    List<Problem> bad = SuiteReader.read(suite(SHOP, suite)).badCases();
    assertThat(bad).hasSize(1);
    assertThat(bad.getFirst().in(Language.EN)).contains(place, what, next);
  }

  @Test
  void placesInsideBlockTextsAreExact() throws IOException {
    String suite =
        "name: shop\nsystem: |\n  第一行\n  😀第二行{{shop.fee}}\ncases: [{id: a, dimension: semantics,"
            + " user: 在吗, checks: [no-refusal]}]";
    Path file = suite(SHOP, suite);
    assertThatThrownBy(() -> SuiteReader.read(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("suite.yaml:4:7: ");
  }

  @Test
  void unquotedBracesAreExplained() throws IOException {
    String suite =
        "name: shop\ncases:\n  - {id: good, dimension: semantics, user: 在吗, checks:"
            + " [no-refusal]}\n  - {id: bad, dimension: semantics, user: {{shop.退款}}, checks:"
            + " [no-refusal]}\n";
    List<Problem> bad = SuiteReader.read(suite(SHOP, suite)).badCases();
    assertThat(bad).hasSize(1);
    assertThat(bad.getFirst().in(Language.ZH)).contains("suite.yaml:4:43", "外面要加引号");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: {{shop.b}}",
        "a: '{{shop.b}}'\nb: 1",
        "a:",
        "a: [1, 2]",
        "1a: 2",
        "- a",
        "a: {b: {c: {d: {e: {f: 1}}}}}",
      })
  void aBrokenProfileIsAProblemOfItsOwnFile(String shop) throws IOException {
    Path file = suite(shop, SUITE);
    assertThatThrownBy(() -> SuiteReader.read(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("shop.yaml:");
  }

  @Test
  void theShippedProfileSaysWhatTheShopAlwaysSaid() {
    SuiteReading shipped = SuiteReader.read(SuiteFolders.find("customer-service-zh", ROOT));
    assertThat(shipped.shop().map(ShopUse::unused)).hasValue(List.of());
    assertThat(prompt(shipped, "follow-up-inside")).isEqualTo(prompt(shipped, "exclude-colour"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void theStarterIsValidAndOverwritesNothing(String language) throws IOException {
    Path made = folder.resolve("小店");
    assertThat(Starter.write(made, language)).hasSize(3).allMatch(Files::exists);
    SuiteReading reading = SuiteReader.read(made);
    assertThat(reading.badCases()).isEmpty();
    assertThat(reading.suite().name()).isEqualTo("小店");
    assertThat(reading.suite().language()).isEqualTo(language);
    assertThat(reading.shop().map(ShopUse::unused)).hasValue(List.of());
    assertThatThrownBy(() -> Starter.write(made, language)).hasMessageContaining("not empty");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> Starter.write(file, language)).hasMessageContaining("not empty");
  }

  private static String prompt(SuiteReading reading, String id) {
    return reading.suite().cases().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .flatMap(Case::system)
        .orElseThrow();
  }

  private Path suite(String shop, String text) throws IOException {
    Files.writeString(folder.resolve("shop.yaml"), shop);
    return Files.writeString(folder.resolve("suite.yaml"), text);
  }
}
