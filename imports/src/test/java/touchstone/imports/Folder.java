package touchstone.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import touchstone.grading.CaseGrader;
import touchstone.model.Case;
import touchstone.model.Exchange;
import touchstone.model.Grade;
import touchstone.model.Outcome;
import touchstone.model.Phase;
import touchstone.model.Sample;
import touchstone.model.SampleKey;
import touchstone.model.Suite;
import touchstone.model.TokenTimeline;
import touchstone.model.Usage;
import touchstone.suite.SuiteReader;
import touchstone.suite.SuiteReading;

/** A folder with files to import, and what is made of them. */
record Folder(Path path) {
  Path file(String name, String text) throws IOException {
    return file(name, text, StandardCharsets.UTF_8);
  }

  Path file(String name, String text, Charset charset) throws IOException {
    return Files.write(path.resolve(name), text.getBytes(charset));
  }

  ImportSummary imported(Path file) {
    return imported(file, Optional.empty());
  }

  ImportSummary imported(Path file, Optional<Format> format) {
    return Import.perform(request(file, format, false));
  }

  ImportSummary kept(Path file) {
    return Import.perform(request(file, Optional.empty(), true));
  }

  ImportRequest request(Path file, Optional<Format> format, boolean keep) {
    return new ImportRequest(
        file,
        format,
        path.resolve("suite"),
        Optional.empty(),
        Optional.empty(),
        keep,
        LocalDate.of(2026, 11, 25));
  }

  /** The suite that was written, which must read without any fault. */
  Suite suite() {
    SuiteReading reading = SuiteReader.read(path.resolve("suite"));
    assertThat(reading.badCases()).isEmpty();
    return reading.suite();
  }

  String text(String name) throws IOException {
    return Files.readString(path.resolve("suite").resolve(name));
  }

  /** The score of a case for answers to its turns. */
  static double score(Case asked, String... answers) {
    Grade grade = new CaseGrader().grade(asked, sample(asked, List.of(answers)));
    return grade.score().orElseThrow();
  }

  private static Sample sample(Case asked, List<String> answers) {
    List<Exchange> exchanges =
        java.util.stream.IntStream.range(0, answers.size())
            .mapToObj(turn ->
                new Exchange(
                    asked.turns().get(turn).user(),
                    answers.get(turn),
                    "",
                    "stop",
                    false,
                    Outcome.COMPLETED,
                    "",
                    1,
                    TokenTimeline.nothing(),
                    new Usage(1, 1, 0, Usage.Source.SERVER)))
            .toList();
    return new Sample(
        new SampleKey("a", new Phase.Cases(), asked.id(), 0),
        "b",
        1,
        asked.system(),
        exchanges,
        Outcome.COMPLETED,
        0);
  }
}
