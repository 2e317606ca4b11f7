package touchstone.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Takes rows, recognises their format from the first ones, makes cases of them, masks and writes
 * them, and counts. Not thread-safe.
 */
final class Intake implements RowSink {
  private static final int LOOKED_AT = 20;

  private final ImportRequest request;
  private final Mending mending;
  private final SuiteWriter writer;
  private final Writer rejected;
  private final Queue<Row> waiting = new ArrayDeque<>();
  private final List<ImportSummary.Bad> bad = new ArrayList<>();
  private final Map<String, Integer> unrunnable = new TreeMap<>();
  private final Map<String, Integer> masked = new TreeMap<>();
  private Optional<Format> format;
  private Optional<PromptfooReader> promptfoo = Optional.empty();
  private long rows;
  private long badRows;
  private int graded;
  private int ungraded;
  private long answersLeft;

  Intake(ImportRequest request, SuiteWriter writer, Writer rejected) {
    this.request = request;
    this.writer = writer;
    this.rejected = rejected;
    format = request.format();
    mending = new Mending(request.mended());
  }

  /** The rows are tests of a configuration. */
  void promptfoo(PromptfooReader reader) {
    promptfoo = Optional.of(reader);
    format = Optional.of(Format.PROMPTFOO);
  }

  @Override
  public void row(Row row) {
    rows++;
    next(mending.mended(row));
  }

  private void next(Row row) {
    if (format.isPresent()) {
      drain();
      take(row);
      return;
    }
    waiting.add(row);
    format = Format.of(row.fields());
    if (format.isPresent()) {
      drain();
    } else if (waiting.size() >= LOOKED_AT) {
      throw unrecognised();
    }
  }

  private void drain() {
    while (!waiting.isEmpty()) {
      take(waiting.remove());
    }
  }

  /** No more rows come. */
  void end() {
    if (format.isEmpty()) {
      throw unrecognised();
    }
    drain();
  }

  private void take(Row row) {
    try {
      List<Draft> drafts =
          format.orElseThrow() == Format.PROMPTFOO
              ? promptfoo().read(row.fields())
              : List.of(RowReader.read(format.orElseThrow(), row.fields()));
      for (Draft each : drafts) {
        write(each, row.place());
      }
    } catch (BadRow e) {
      reject(row.place(), e.what(), Mending.cells(row));
    }
  }

  private PromptfooReader promptfoo() {
    if (promptfoo.isEmpty()) {
      Path folder =
          Optional.ofNullable(request.file().toAbsolutePath().getParent()).orElse(Path.of("."));
      promptfoo =
          Optional.of(
              new PromptfooReader(
                  new ConfigFiles(folder), List.of(), JsonNodeFactory.instance.objectNode()));
    }
    return promptfoo.get();
  }

  private void write(Draft draft, String place) throws BadRow {
    Masker masker = new Masker(Language.chinese(draft.turns().getFirst().user()));
    Draft clean = request.keepPersonalData() ? draft : MaskedDraft.of(draft, masker);
    try {
      writer.write(clean, place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    graded += clean.graded() ? 1 : 0;
    ungraded += clean.graded() ? 0 : 1;
    answersLeft += clean.answersLeft();
    clean.unrunnable().forEach(type -> unrunnable.merge(type, 1, Integer::sum));
    masker.counts().forEach((kind, count) -> masked.merge(kind.id(), count, Integer::sum));
  }

  @Override
  public void bad(String place, Text reason) {
    rows++;
    mending.row(place).ifPresentOrElse(this::next, () -> reject(place, reason, Map.of()));
  }

  private void reject(String place, Text reason, Map<String, String> cells) {
    badRows++;
    Masker masker = new Masker(true);
    Text safe =
        request.keepPersonalData()
            ? reason
            : new Text(masker.masked(reason.zh()), masker.masked(reason.en()));
    if (bad.size() < ImportSummary.SHOWN) {
      bad.add(new ImportSummary.Bad(place, safe, cells));
    }
    try {
      rejected.write(
          Yaml.oneLine(place + ": " + safe.zh() + " / " + safe.en()) + System.lineSeparator());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long badRows() {
    return badRows;
  }

  Format format() {
    return format.orElse(Format.TABLE);
  }

  ImportSummary summary(SourceFile source, Optional<Path> suite) {
    return new ImportSummary(
        format(),
        request.format().isEmpty(),
        source.kind().title(),
        source.encoding(),
        rows,
        graded,
        ungraded,
        badRows,
        bad,
        unrunnable,
        masked,
        answersLeft,
        suite);
  }

  private ProblemException unrecognised() {
    String fields =
        waiting.isEmpty()
            ? "–"
            : Yaml.oneLine(
                String.join(
                    ", ", waiting.element().fields().propertyNames().stream().limit(12).toList()));
    String shown = fields.length() > 200 ? fields.substring(0, 200) + "…" : fields;
    String all = String.join(", ", Format.byId().keySet());
    Text first =
        bad.isEmpty()
            ? Text.same("")
            : new Text(
                "；第一个问题在 " + bad.getFirst().place() + "：" + bad.getFirst().reason().zh(),
                "; the first fault, at "
                    + bad.getFirst().place()
                    + ": "
                    + bad.getFirst().reason().en());
    return new ProblemException(
        new Problem(
            new Text(
                request.file() + "：认不出格式，字段有 " + shown + first.zh(),
                request.file()
                    + ": the format is not recognised; its fields are "
                    + shown
                    + first.en()),
            new Text(
                "请用 --from 指明格式：" + all + "；表格里要有“问题”一列，最好还有“答案”。",
                "Name the format with --from: "
                    + all
                    + "; a table needs a column 'question', best with an 'answer'.")));
  }
}
