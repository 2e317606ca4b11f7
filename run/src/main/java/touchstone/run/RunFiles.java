package touchstone.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Candidate;
import touchstone.model.Facts;
import touchstone.model.Grade;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.store.Json;
import touchstone.store.RunFolder;

/** What a run keeps in its folder beside samples and events: selection, plan, facts, addresses. */
public record RunFiles(RunFolder folder) {
  /** Makes the folder of a new run; the user's file is kept as he wrote it. */
  public static RunFiles create(Path path, String selectionText, Selection selection) {
    RunFolder folder = new RunFolder(path);
    RunFolder.replace(resolved(folder), Json.mapper().writeValueAsString(selection));
    RunFolder.replace(folder.selection(), selectionText);
    return new RunFiles(folder);
  }

  private static Path resolved(RunFolder folder) {
    return folder.path().resolve("selection.json");
  }

  /** The selection as it was read at the start, with paths made absolute. */
  public Selection selection() {
    Path file = resolved(folder);
    ObjectNode read = read(file, ObjectNode.class).orElseThrow(() -> missing(file));
    if (read.path("judge").isString()) {
      // Version 0.1.0 kept a name only and promised to grade by rules alone.
      read.remove("judge");
    }
    return parsed(file, read.toString(), Selection.class);
  }

  public Optional<Plan> plan() {
    return read(folder.plan(), Plan.class);
  }

  void write(Plan plan) {
    RunFolder.replace(
        folder.plan(), Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(plan));
  }

  void write(Candidate candidate, Facts facts) {
    RunFolder.replace(
        folder.facts(candidate.id()),
        Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(facts));
  }

  /** Notes where this session of the run measures. */
  void write(Host here) {
    Host kept = host().map(first -> first.joined(here)).orElse(here);
    RunFolder.replace(
        folder.host(), Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(kept));
  }

  /** Where the run was measured; unknown in runs of older versions. */
  Optional<Host> host() {
    return read(folder.host(), Host.class);
  }

  /** The grades as they were written last; none where there is no such file. */
  List<Grade> grades() {
    if (!Files.exists(folder.grades())) {
      return List.of();
    }
    return text(folder.grades())
        .lines()
        .map(line -> parsed(folder.grades(), line, Grade.class))
        .toList();
  }

  void write(JudgeRecord judge) {
    RunFolder.replace(
        folder.judge(), Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(judge));
  }

  /** The judge of the run; none where it was never tried. */
  Optional<JudgeRecord> judge() {
    return read(folder.judge(), JudgeRecord.class);
  }

  /** How a candidate was served; all unknown if it never was. */
  Facts facts(Candidate candidate) {
    return read(folder.facts(candidate.id()), Facts.class)
        .orElse(
            new Facts(
                Facts.UNKNOWN,
                Facts.UNKNOWN,
                Facts.UNKNOWN,
                Facts.UNKNOWN,
                0,
                Facts.UNKNOWN,
                Map.of()));
  }

  /** Whether an address is one that a chat API can have, and one without a password or a key. */
  public static boolean keeps(URI url) {
    return List.of("http", "https")
            .contains(String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT))
        && url.getHost() != null
        && url.getUserInfo() == null
        && Keyless.query(url).isEmpty()
        && url.getFragment() == null;
  }

  /** Gives a candidate the address that it waited for. */
  public void address(String candidate, URI url) {
    Map<String, URI> addresses = new TreeMap<>(addresses());
    addresses.put(candidate, url);
    RunFolder.replace(addressFile(), Json.mapper().writeValueAsString(addresses));
  }

  /** The candidates, those that waited for an address with the one that they got. */
  public List<Candidate> resolved(List<Candidate> candidates) {
    return resolved(candidates, Map.of());
  }

  /**
   * The same with addresses that are not kept yet.
   *
   * @param more by the candidates' ids
   */
  public List<Candidate> resolved(List<Candidate> candidates, Map<String, URI> more) {
    Map<String, URI> addresses = new TreeMap<>(addresses());
    addresses.putAll(more);
    return candidates.stream().map(each -> resolved(each, addresses.get(each.id()))).toList();
  }

  private static Candidate resolved(
      Candidate candidate, @org.jspecify.annotations.Nullable URI url) {
    if (url == null) {
      return candidate;
    }
    return switch (candidate.source()) {
      case Candidate.Later later ->
          moved(candidate, url, later.model(), later.apiKey(), later.headers(), later.extraBody());
      case Candidate.Outside out ->
          moved(candidate, url, out.model(), out.apiKey(), out.headers(), out.extraBody());
      default -> candidate;
    };
  }

  private static Candidate moved(
      Candidate candidate,
      URI url,
      String model,
      Optional<String> key,
      Map<String, String> headers,
      String body) {
    return new Candidate(
        candidate.id(),
        candidate.label(),
        new Candidate.Outside(url, model, key, headers, body),
        candidate.price());
  }

  private Map<String, URI> addresses() {
    if (!Files.exists(addressFile())) {
      return Map.of();
    }
    return Json.mapper().readValue(text(addressFile()), new TypeReference<>() {});
  }

  private Path addressFile() {
    return folder.path().resolve("addresses.json");
  }

  private static <T> Optional<T> read(Path file, Class<T> type) {
    return Files.exists(file) ? Optional.of(parsed(file, text(file), type)) : Optional.empty();
  }

  private static <T> T parsed(Path file, String text, Class<T> type) {
    try {
      return Json.mapper().readValue(text, type);
    } catch (JacksonException e) {
      throw new ProblemException(
          new Problem(
              new Text(
                  file + " 读不懂：" + e.getOriginalMessage(),
                  file + " cannot be read: " + e.getOriginalMessage()),
              new Text(
                  "文件被改动过，或是别的版本写的。请重新开始一次运行。",
                  "It was changed, or written by another version. Start a new run.")),
          e);
    }
  }

  private static ProblemException missing(Path file) {
    return new ProblemException(
        new Problem(
            new Text("缺少 " + file, file + " is missing"),
            new Text("这个文件夹不是完整的运行，请重新开始。", "This is no whole run; start a new one.")));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
