package touchstone.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import touchstone.document.Document;
import touchstone.document.Value;
import touchstone.document.YamlText;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Where a person goes through the drafts of a suite: accepts, changes or throws each away. Every
 * decision is in the case's own file at once; what else a person wrote there stays. A change that
 * would break the suite is refused and nothing is written. Not thread-safe.
 */
public final class ReviewDesk {
  private final Path head;

  /**
   * @param fileOrFolder a suite
   */
  public ReviewDesk(Path fileOrFolder) {
    Path file =
        Files.isDirectory(fileOrFolder)
            ? fileOrFolder.resolve(SuiteReader.HEAD_FILE)
            : fileOrFolder;
    head = file.toAbsolutePath().normalize();
  }

  /** The cases that bear a status, in the order of the files. */
  public List<Drafted> all() {
    return blocks().stream()
        .filter(each -> each.field("status").isPresent())
        .map(ReviewDesk::drafted)
        .toList();
  }

  private static Drafted drafted(CaseBlock block) {
    return new Drafted(
        block.id(),
        CaseReader.review(block.value()),
        question(block),
        block.field("checks").filter(Value::isList).map(Value::items).orElse(List.of()).stream()
            .map(ReviewDesk::point)
            .toList(),
        block.field("source").map(CaseSource::read),
        block.text());
  }

  private static String question(CaseBlock block) {
    return block
        .field("user")
        .map(Value::raw)
        .or(() ->
            block
                .field("turns")
                .flatMap(turns -> turns.items().stream().findFirst())
                .map(turn -> turn.isMapping() ? turn.entries().getOrDefault("user", turn) : turn)
                .map(Value::raw))
        .orElse("");
  }

  /** A check in one line: its kind and what it asks, as far as that is plain. */
  private static String point(Value check) {
    if (!check.isMapping()) {
      return check.raw();
    }
    List<String> parts = new ArrayList<>();
    check.entries().forEach((name, value) -> parts.add(name + ": " + plain(value.plain())));
    return String.join("; ", parts);
  }

  private static String plain(Object value) {
    return value instanceof List<?> list
        ? String.join(" | ", list.stream().map(ReviewDesk::plain).toList())
        : String.valueOf(value);
  }

  /** Keeps a decision about a case. */
  public void decide(String id, Review review) {
    CaseBlock block = block(id);
    write(block, block.withField("status", review.id()));
  }

  /** Gives a case of one turn another question. */
  public void ask(String id, String question) {
    CaseBlock block = block(id);
    if (block.field("user").isEmpty()) {
      throw block
          .value()
          .problem(
              new Text("这条用例有好几轮，问句要在文件里改", "a case of several turns"),
              new Text("请自己改这个文件。", "Change its words in the file."));
    }
    write(block, block.withField("user", YamlText.quoted(question)));
  }

  /** Leaves some of a case's checks out; 1 is the first. */
  public void leaveOut(String id, Set<Integer> numbers) {
    CaseBlock block = block(id);
    int checks = block.field("checks").map(Value::items).orElse(List.of()).size();
    if (numbers.size() >= checks) {
      throw block
          .value()
          .problem(
              new Text("要点全删了，这条就没什么可查的了", "no check would be left of this case"),
              new Text("请至少留一条要点，或把这条弃掉。", "Keep one at least, or throw the case away."));
    }
    write(block, block.withoutChecks(numbers));
  }

  /** Puts another text in a case's place. */
  public void rewrite(String id, String text) {
    CaseBlock block = block(id);
    write(block, block.rewritten(text));
  }

  private CaseBlock block(String id) {
    return blocks().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new ProblemException(
                new Problem(
                    new Text(head + " 里没有编号为“" + id + "”的用例", head + " has no case '" + id + "'"),
                    new Text("请核对编号，或重新导出表格。", "Check the id, or write the sheet anew."))));
  }

  private List<CaseBlock> blocks() {
    List<CaseBlock> blocks = new ArrayList<>();
    add(head, items().stream().filter(Value::isMapping).toList(), blocks);
    for (Path file : caseFiles()) {
      Value content = Document.read(file);
      Value list = content.isMapping() ? content.entries().get("cases") : content;
      add(file, list != null && list.isList() ? list.items() : List.of(), blocks);
    }
    return blocks;
  }

  private List<Value> items() {
    Value cases = Document.read(head).entries().get("cases");
    return cases != null && cases.isList() ? cases.items() : List.of();
  }

  private Set<Path> caseFiles() {
    Set<Path> files = new LinkedHashSet<>();
    items().stream()
        .filter(each -> !each.isMapping())
        .map(each -> folder().resolve(each.raw()).normalize())
        .filter(each -> each.startsWith(folder()) && Files.isRegularFile(each))
        .forEach(files::add);
    return files;
  }

  private static void add(Path file, List<Value> cases, List<CaseBlock> blocks) {
    if (cases.stream().noneMatch(ReviewDesk::reviewed)) {
      return;
    }
    List<String> lines = lines(file);
    cases.stream()
        .filter(ReviewDesk::reviewed)
        .forEach(each -> blocks.add(CaseBlock.of(file, lines, each)));
  }

  private static boolean reviewed(Value value) {
    return value.isMapping()
        && value.entries().containsKey("id")
        && value.entries().containsKey("status");
  }

  private static List<String> lines(Path file) {
    try {
      return List.of(Files.readString(file).replace("\r\n", "\n").split("\n", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path folder() {
    return Objects.requireNonNull(head.getParent(), "an absolute file has a folder");
  }

  private void write(CaseBlock block, String text) {
    try {
      check(block.file(), text);
      Path beside = block.file().resolveSibling("." + block.file().getFileName() + ".new");
      Files.writeString(beside, text);
      Files.move(
          beside,
          block.file(),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              new Text("写不进 " + block.file() + "：" + e, "Cannot write " + block.file() + ": " + e),
              new Text("请检查磁盘空间和写权限。", "Check disk space and that you may write.")),
          e);
    }
  }

  /** Reads a copy of the suite with the change in it, and throws the first fault that is new. */
  private void check(Path changed, String text) throws IOException {
    Path copy = Files.createTempDirectory("touchstone-review");
    try {
      Set<Path> files = new LinkedHashSet<>(caseFiles());
      files.add(head);
      Stream.of(Shop.FILE, Toolbox.FILE)
          .map(folder()::resolve)
          .filter(Files::isRegularFile)
          .forEach(files::add);
      for (Path each : files) {
        Path target = copy.resolve(folder().relativize(each).toString());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.writeString(target, each.equals(changed) ? text : Files.readString(each));
      }
      fresh(faults(head), faults(copy.resolve(folder().relativize(head).toString())))
          .ifPresent(each -> {
            throw new ProblemException(moved(each, copy));
          });
    } finally {
      delete(copy);
    }
  }

  /** The first fault that was not there before, by its words behind the place. */
  private static Optional<Problem> fresh(List<Problem> before, List<Problem> after) {
    List<String> known = new ArrayList<>(before.stream().map(ReviewDesk::words).toList());
    return after.stream().filter(each -> !known.remove(words(each))).findFirst();
  }

  private static String words(Problem problem) {
    return problem.what().en().replaceFirst("^.*?:\\d+:\\d+: ", "");
  }

  private static List<Problem> faults(Path suite) {
    try {
      return SuiteReader.survey(suite).badCases();
    } catch (ProblemException e) {
      return List.of(e.problem());
    }
  }

  private Problem moved(Problem problem, Path copy) {
    String from = copy.toString();
    String to = folder().toString();
    Text what = problem.what();
    return new Problem(
        new Text(what.zh().replace(from, to), what.en().replace(from, to)), problem.nextStep());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** The case with an id, where it bears a status. */
  public Optional<Drafted> find(String id) {
    return all().stream().filter(each -> each.id().equals(id)).findFirst();
  }
}
