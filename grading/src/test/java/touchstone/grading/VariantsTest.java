package touchstone.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.Case;
import touchstone.suite.SuiteReader;

/** Colloquial right and wrong answers to the shipped cases, and answers made of odd pieces. */
final class VariantsTest {
  private static final Path SUITES = Path.of(System.getProperty("touchstone.root"), "suites");
  private static final List<String> PIECES =
      List.of(
          "，",
          "。",
          "？",
          "...",
          "--",
          "~",
          "\n",
          "http://a.b/c.d-e,f",
          "1.5",
          "八百",
          "俩",
          "第",
          "六天",
          "比",
          "除了",
          "以外",
          "吧",
          "不会不",
          "没",
          "就",
          "才能",
          "一共",
          "付",
          "20块的",
          "10点半",
          "大",
          "一号",
          "超了",
          "24小时内",
          "中通、顺丰",
          "可以",
          "的",
          "但",
          "不过",
          "后天",
          "省内",
          "能到",
          "已签收",
          "花生糖",
          "大红",
          "喜庆",
          "改成",
          "太贵了",
          "不如",
          "XXL",
          "老公",
          "\u200b",
          "￥",
          "%",
          "半价",
          "【",
          "】");

  @ParameterizedTest
  @CsvSource({"customer-service-zh, variants.txt, 267", "customer-service-en, variants-en.txt, 65"})
  void rightAnswersScoreFourAndWrongOnesThreeAtMost(String suite, String file, int least) {
    Map<String, Case> cases = cases(suite);
    var faults = new ArrayList<String>();
    int rows = 0;
    for (String line : lines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      rows++;
      List<String> cells = List.of(line.split("\\|", 3));
      double score = score(cases, cells.getFirst(), cells.get(2));
      boolean right = cells.get(1).equals("+");
      if (right ? score < 4 : score > 3) {
        faults.add(line + " → " + score);
      }
    }
    assertThat(rows).isGreaterThanOrEqualTo(least);
    assertThat(faults).isEmpty();
  }

  @Test
  void oddPiecesInAnyOrderAreGraded() {
    Map<String, Case> cases = cases("customer-service-zh");
    var random = new Random(11);
    List<String> ids = cases.keySet().stream().sorted().toList();
    for (int i = 0; i < 1500; i++) {
      String id = ids.get(random.nextInt(ids.size()));
      var answer = new StringBuilder();
      for (int piece = 0; piece < 1 + random.nextInt(12); piece++) {
        answer.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      assertThat(score(cases, id, answer.toString())).as(answer.toString()).isBetween(1d, 5d);
    }
  }

  private static Map<String, Case> cases(String suite) {
    return SuiteReader.read(SUITES.resolve(suite)).suite().cases().stream()
        .collect(Collectors.toMap(Case::id, Function.identity()));
  }

  private static double score(Map<String, Case> cases, String id, String answer) {
    Case asked = Objects.requireNonNull(cases.get(id), id);
    return Samples.grade(asked, asked.turns().size() - 1, answer).score().orElseThrow();
  }

  private static List<String> lines(String file) {
    try (InputStream in = Objects.requireNonNull(VariantsTest.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
