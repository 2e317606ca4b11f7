package touchstone.report;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import touchstone.model.Candidate;
import touchstone.model.Dimension;
import touchstone.model.Language;
import touchstone.model.Standing;
import touchstone.model.Text;

/**
 * report.junit.xml for CI: a suite for each candidate and dimension, a test for each trial of a
 * case. Under the dimension's floor it failed; where nothing could be graded it is an error.
 */
final class JunitReport {
  private final ReportInput input;
  private final Language language;
  private final Transcripts transcripts;

  JunitReport(ReportInput input, Language language) {
    this.input = input;
    this.language = language;
    this.transcripts = new Transcripts(input);
  }

  private enum Result {
    PASSED,
    FAILED,
    ERROR,
    SKIPPED
  }

  private record Test(String id, Transcripts.Trial trial, Result result) {
    double seconds() {
      return trial.sample().exchanges().stream()
          .mapToDouble(each -> each.timeline().endNanos() / 1e9)
          .sum();
    }
  }

  void write(OutputStream out) {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      attribute(xml, "name", input.run().name());
      for (Candidate candidate : input.candidates()) {
        for (Dimension dimension : Dimension.values()) {
          suite(xml, candidate, dimension);
        }
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new java.io.UncheckedIOException(new java.io.IOException(e));
    }
  }

  private void suite(XMLStreamWriter xml, Candidate candidate, Dimension dimension)
      throws XMLStreamException {
    List<Test> tests = tests(candidate, dimension);
    if (tests.isEmpty()) {
      return;
    }
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    attribute(xml, "name", candidate.label() + " · " + dimension.title().in(language));
    attribute(xml, "tests", String.valueOf(tests.size()));
    attribute(xml, "failures", count(tests, Result.FAILED));
    attribute(xml, "errors", count(tests, Result.ERROR));
    attribute(xml, "skipped", count(tests, Result.SKIPPED));
    attribute(xml, "time", seconds(tests.stream().mapToDouble(Test::seconds).sum()));
    attribute(xml, "timestamp", input.run().started().replaceFirst("(\\.\\d+)?Z$", ""));
    for (Test test : tests) {
      write(xml, test, candidate, dimension);
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private List<Test> tests(Candidate candidate, Dimension dimension) {
    return transcripts.all().stream()
        .filter(each -> each.dimension() == dimension)
        .flatMap(each ->
            each.trials().stream()
                .filter(trial -> trial.candidate().equals(candidate.id()))
                .map(trial -> new Test(each.id(), trial, result(trial, dimension))))
        .toList();
  }

  private Result result(Transcripts.Trial trial, Dimension dimension) {
    return switch (trial.standing()) {
      case SCORED ->
          trial.score().orElse(0) < input.requirements().floor(dimension)
              ? Result.FAILED
              : Result.PASSED;
      case MODEL_FAIL -> Result.FAILED;
      case INFRA_FAIL, JUDGE_FAIL -> Result.ERROR;
      case SKIPPED -> Result.SKIPPED;
    };
  }

  private void write(XMLStreamWriter xml, Test test, Candidate candidate, Dimension dimension)
      throws XMLStreamException {
    int trial = test.trial().sample().key().trial();
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    attribute(xml, "classname", candidate.id() + "." + dimension.id());
    attribute(xml, "name", trial == 0 ? test.id() : test.id() + " #" + (trial + 1));
    attribute(xml, "time", seconds(test.seconds()));
    switch (test.result()) {
      case PASSED -> {
        // a test without a child passed
      }
      case SKIPPED -> xml.writeEmptyElement("skipped");
      case FAILED -> child(xml, "failure", test.trial(), failure(test.trial(), dimension));
      case ERROR -> child(xml, "error", test.trial(), CaseMarkup.standing(test.trial().standing()));
    }
    xml.writeEndElement();
  }

  private Text failure(Transcripts.Trial trial, Dimension dimension) {
    if (trial.standing() == Standing.MODEL_FAIL) {
      return CaseMarkup.standing(trial.standing());
    }
    String score = Figures.score(trial.score().orElse(Double.NaN));
    String floor = Figures.score(input.requirements().floor(dimension));
    return new Text(
        "得 " + score + " 分，低于底线 " + floor, "scored " + score + ", under the floor of " + floor);
  }

  private void child(XMLStreamWriter xml, String kind, Transcripts.Trial trial, Text message)
      throws XMLStreamException {
    xml.writeStartElement(kind);
    attribute(xml, "type", trial.standing().name().toLowerCase(Locale.ROOT));
    attribute(xml, "message", message.in(language));
    xml.writeCharacters(SheetText.legal(CaseRow.evidence(trial, language)));
    xml.writeEndElement();
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, SheetText.legal(value));
  }

  private static String count(List<Test> tests, Result result) {
    return String.valueOf(tests.stream().filter(each -> each.result() == result).count());
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
