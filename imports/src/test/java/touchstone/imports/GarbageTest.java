package touchstone.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import touchstone.model.ProblemException;
import touchstone.suite.SuiteReader;

/**
 * Whatever a file holds, it is imported or refused with a named problem, and what is written reads.
 */
class GarbageTest {
  private static final List<String> ENDINGS =
      List.of("csv", "jsonl", "json", "yaml", "xlsx", "tsv", "txt");

  private static final List<String> SEEDS =
      List.of(
          "问题,答案\n几天能退,7天\n\"包邮,吗\",59元\n",
          "{\"input\": \"几天\", \"ideal\": \"7天\"}\n"
              + "{\"input\": [{\"role\": \"user\", \"content\": \"x\"}], \"ideal\": [\"a\","
              + " \"b1\"]}\n",
          "[{\"conversations\": [{\"from\": \"human\", \"value\": \"在吗 13800138000\"}]},"
              + " {\"messages\": []}]",
          "prompts: ['{{q}}']\n"
              + "tests:\n"
              + "- vars: {q: 几天}\n"
              + "  threshold: 0.5\n"
              + "  assert:\n"
              + "  - {type: contains, value: '7', weight: 2}\n"
              + "  - type: assert-set\n"
              + "    assert: [{type: regex, value: '^[a-z]+$'}, {type: is-json, value: {type:"
              + " object}}]\n",
          "question,__expected,__threshold\na,\"contains-any: x, y\",0.5\nb,levenshtein(3):abc,\n",
          "question,A,B,C,answer\nwhich,1,2,3,B\n",
          "{\"question_id\": 1, \"turns\": [\"a\", \"b\"], \"reference\": [\"c1\", null]}\n");

  @Property(tries = 250, shrinking = ShrinkingMode.OFF)
  void bytes(@ForAll byte[] bytes, @ForAll("endings") String ending) throws IOException {
    survives(bytes, ending);
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void damagedFiles(
      @ForAll("seeds") String seed, @ForAll("endings") String ending, @ForAll long chance)
      throws IOException {
    Random random = new Random(chance);
    byte[] bytes = seed.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(6); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "{}[]\",:\n-'&*".charAt(random.nextInt(12));
        default -> System.arraycopy(bytes, 0, bytes, at, Math.min(bytes.length - at, 8));
      }
    }
    survives(bytes, ending);
  }

  @Provide
  Arbitrary<String> endings() {
    return Arbitraries.of(ENDINGS);
  }

  @Provide
  Arbitrary<String> seeds() {
    return Arbitraries.of(SEEDS);
  }

  private static void survives(byte[] bytes, String ending) throws IOException {
    Path folder = Files.createTempDirectory("garbage");
    try {
      Path file = Files.write(folder.resolve("file." + ending), bytes);
      for (Optional<Format> format :
          List.of(Optional.<Format>empty(), Optional.of(Format.SHAREGPT))) {
        Path out = folder.resolve("suite" + format.map(Format::id).orElse(""));
        try {
          read(
              Import.perform(
                  new ImportRequest(
                      file,
                      format,
                      out,
                      Optional.empty(),
                      Optional.empty(),
                      false,
                      LocalDate.of(2026, 11, 25))));
        } catch (ProblemException e) {
          assertThat(e.problem().what().zh()).isNotBlank();
          assertThat(e.problem().nextStep().zh()).isNotBlank();
        }
      }
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private static void read(ImportSummary summary) {
    if (summary.suite().isPresent() && summary.graded() > 0) {
      assertThat(SuiteReader.read(summary.suite().get()).badCases()).isEmpty();
      assertThat(SuiteReader.read(summary.suite().get()).suite().cases()).hasSize(summary.graded());
    }
  }
}
