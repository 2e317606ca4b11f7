package touchstone.server;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Candidate;
import touchstone.model.ProblemException;
import touchstone.run.Plan;
import touchstone.run.RunFiles;
import touchstone.run.RunStatus;
import touchstone.run.Selection;
import touchstone.store.Json;
import touchstone.store.RunFolder;

/** Runs as the API shows them. */
record RunView(Verdicts verdicts) {
  private static final int TAIL = 64 * 1024;
  private static final int LOG_TAIL = 4 * 1024;

  /** A line of the list. */
  ObjectNode summary(RunFolder folder) {
    ObjectNode node = Reply.object().put("id", folder.id());
    node.put("started", started(folder).toString());
    status(node, RunStatus.of(folder));
    try {
      selection(node, new RunFiles(folder));
    } catch (ProblemException fault) {
      node.put("name", folder.id());
      node.set("problem", Json.mapper().valueToTree(fault.problem()));
    }
    verdicts
        .of(folder)
        .map(report -> report.path("recommendation"))
        .ifPresent(given -> {
          node.set("verdict", given.path("verdict"));
          node.set("sentence", given.path("sentence"));
        });
    return node;
  }

  private static void selection(ObjectNode node, RunFiles files) {
    Selection selection = files.selection();
    node.put("name", selection.name()).put("depth", selection.depth().id());
    ArrayNode candidates = node.putArray("candidates");
    for (Candidate each : files.resolved(selection.candidates())) {
      candidates
          .addObject()
          .put("id", each.id())
          .put("label", each.label())
          .put("waits", each.source() instanceof Candidate.Later);
    }
  }

  static void status(ObjectNode node, RunStatus status) {
    node.put("state", status.state().name().toLowerCase(Locale.ROOT));
    status.problem().ifPresent(problem -> node.set("problem", Json.mapper().valueToTree(problem)));
  }

  /** Everything about one run: the report if there is one, else the plan and how far it is. */
  ObjectNode whole(RunFolder folder) {
    ObjectNode node = summary(folder);
    node.put("selection", text(folder.selection()));
    Optional<ObjectNode> report = verdicts.of(folder);
    report.ifPresent(head -> node.set("report", head));
    if (report.isEmpty()) {
      new RunFiles(folder).plan().ifPresent(plan -> node.set("plan", plan(plan)));
    }
    progress(node, folder);
    if (!node.path("state").asString("").equals("finished")) {
      node.put("log", tail(Launcher.console(folder), LOG_TAIL));
    }
    return node;
  }

  private static ObjectNode plan(Plan plan) {
    ObjectNode node = Reply.object().put("depth", plan.depth().id());
    node.put("cases", plan.cases().size()).put("availableCases", plan.availableCases());
    node.put("trialsPerCandidate", plan.trialsPerCandidate());
    ArrayNode load = node.putArray("loads");
    plan.load().forEach(each -> load.add(each.concurrency()));
    ArrayNode notes = node.putArray("notes");
    plan.notes().forEach(each -> notes.add(Reply.text(each)));
    return node;
  }

  /** The newest progress and the newest scores of the journal. */
  private static void progress(ObjectNode node, RunFolder folder) {
    for (String line : tail(folder.journal(), TAIL).lines().toList()) {
      JsonNode read = read(line);
      String kind = read.path("kind").asString("");
      if (kind.equals("progress") || kind.equals("scores")) {
        node.set(kind, read);
      }
    }
  }

  /** A line of the journal; nothing for the first of a tail, which may be a part of one. */
  static JsonNode read(String line) {
    try {
      return Json.mapper().readTree(line);
    } catch (JacksonException _) {
      return Reply.object();
    }
  }

  private static Instant started(RunFolder folder) {
    try {
      return Files.getLastModifiedTime(folder.selection()).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last bytes of a file as text, nothing where there is none. */
  private static String tail(Path file, int bytes) {
    if (!Files.exists(file)) {
      return "";
    }
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(0, open.length() - bytes);
      byte[] read = new byte[(int) (open.length() - start)];
      open.seek(start);
      open.readFully(read);
      return new String(read, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
