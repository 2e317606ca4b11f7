package touchstone.server;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;
import touchstone.imports.Import;
import touchstone.imports.ImportSummary;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Makes suites of files that people drop on the page, below {@code /api/uploads}: a file is kept,
 * looked through as often as its owner mends something, and saved as a suite. One file is read at a
 * time, so that two large ones do not fill the memory together.
 */
final class ImportApi implements HttpService {
  private static final long PATIENCE_SECONDS = 30;

  private final Uploads uploads;
  private final OwnSuites own;
  private final Supplier<LocalDate> today;
  private final Semaphore turn = new Semaphore(1);

  ImportApi(Uploads uploads, OwnSuites own, Supplier<LocalDate> today) {
    this.uploads = uploads;
    this.own = own;
    this.today = today;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post("/", this::upload).post("/{id}/check", this::check).post("/{id}/suite", this::save);
  }

  private void upload(ServerRequest request, ServerResponse response) {
    if (request.headers().contentLength().orElse(0) > Uploads.LARGEST) {
      throw Uploads.tooLarge();
    }
    String name = request.query().first("file").orElse("");
    try (InputStream in = request.content().inputStream()) {
      Path file = uploads.keep(name, in);
      String id = String.valueOf(Uploads.folder(file).getFileName());
      ObjectNode answer = Reply.object().put("id", id);
      Reply.json(response, 201, answer.put("file", String.valueOf(file.getFileName())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What would become of the file; nothing is kept of it. */
  private void check(ServerRequest request, ServerResponse response) {
    Path file = uploads.find(request.path().pathParameters().get("id"));
    Intake intake = Intake.read(Body.read(request));
    Path trial = Uploads.folder(file).resolve("trial");
    Reply.json(response, 200, inTurn(() -> tried(file, intake, trial)));
  }

  private ObjectNode tried(Path file, Intake intake, Path trial) {
    try {
      Folders.delete(trial);
      try {
        ObjectNode found = ImportView.of(imported(file, intake, trial));
        found.remove("suite");
        return found;
      } finally {
        Folders.delete(trial);
      }
    } catch (IOException e) {
      throw Uploads.unwritable(e);
    }
  }

  private void save(ServerRequest request, ServerResponse response) {
    Path file = uploads.find(request.path().pathParameters().get("id"));
    ObjectNode body = Body.read(request);
    Intake intake = Intake.read(body);
    Path out = own.free(Body.text(body, "name").strip());
    ObjectNode saved = inTurn(() -> ImportView.of(imported(file, intake, out)));
    if (!saved.has("suite")) {
      throw new Refusal(
          422,
          new Text("没有一行能用，没有存成测试集", "No row is good, so no suite was made"),
          new Text("请按列出的原因改好再存。", "Mend the rows as listed and save again."));
    }
    Uploads.drop(file);
    Reply.json(response, 201, saved);
  }

  private ImportSummary imported(Path file, Intake intake, Path out) {
    try {
      return Import.perform(intake.request(file, out, today.get()));
    } catch (ProblemException fault) {
      // where the file lies on this machine tells its owner nothing
      String folder = Uploads.folder(file) + "/";
      Text what = fault.problem().what();
      Text plain = new Text(what.zh().replace(folder, ""), what.en().replace(folder, ""));
      throw new ProblemException(new Problem(plain, fault.problem().nextStep()), fault);
    }
  }

  private <T> T inTurn(Supplier<T> work) {
    try {
      if (!turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new Refusal(
            503,
            new Text("另一个文件还在读", "Another file is still being read"),
            new Text("请过一会儿再试。", "Try again in a moment."));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    try {
      return work.get();
    } finally {
      turn.release();
    }
  }
}
