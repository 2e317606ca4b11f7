package touchstone.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import touchstone.imports.Block;
import touchstone.imports.Paper;
import touchstone.model.Language;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.report.SheetFile;
import touchstone.suite.CaseSource;
import touchstone.suite.Drafted;
import touchstone.suite.Review;
import touchstone.suite.ReviewDesk;

/**
 * Drafts as a spreadsheet: a column for the decision, the question to be reworded, the points of
 * which lines may be deleted. Read back, every row is applied or named with the reason.
 */
final class ReviewSheet {
  private static final Text ID = new Text("编号", "id");
  private static final Text DECISION = new Text("决定", "decision");
  private static final Text QUESTION = new Text("顾客问", "customer asks");
  private static final Text POINTS =
      new Text("查什么（删掉一行就不查那一条）", "checks (delete a line to leave it out)");
  private static final Text QUOTE = new Text("原文", "quote");
  private static final Text PLACE = new Text("出处", "source");
  private static final Text ACCEPT = new Text("收下", "accept");
  private static final Text DROP = new Text("弃掉", "drop");
  private static final Pattern NUMBERED = Pattern.compile("\\n\\s*\\[\\d{1,3}]");

  private ReviewSheet() {}

  /** A name that says neither Excel nor CSV is refused before anything is done. */
  static void check(Path file) {
    if (!SheetFile.named(file)) {
      throw UsageProblem.value(
          "--sheet",
          file.toString(),
          new Text("以 .xlsx 或 .csv 结尾", "a name ending in .xlsx or .csv"));
    }
  }

  static SheetFile of(List<Drafted> drafts, Language language) {
    List<List<String>> rows =
        drafts.stream()
            .map(each ->
                List.of(
                    each.id(),
                    decision(each.review()).map(word -> word.in(language)).orElse(""),
                    each.question(),
                    points(each.points()),
                    each.source().map(CaseSource::quote).orElse(""),
                    each.source().map(from -> from.file() + " " + from.place()).orElse("")))
            .toList();
    return new SheetFile(
        new Text("审题", "Review").in(language),
        List.of(
            new SheetFile.Column(ID.in(language), 16),
            new SheetFile.Column(DECISION.in(language), 10),
            new SheetFile.Column(QUESTION.in(language), 36),
            new SheetFile.Column(POINTS.in(language), 60),
            new SheetFile.Column(QUOTE.in(language), 50),
            new SheetFile.Column(PLACE.in(language), 20)),
        rows,
        OptionalInt.of(1),
        List.of(ACCEPT.in(language), DROP.in(language)));
  }

  private static Optional<Text> decision(Review review) {
    return switch (review) {
      case DRAFT -> Optional.empty();
      case ACCEPTED -> Optional.of(ACCEPT);
      case DROPPED -> Optional.of(DROP);
    };
  }

  private static String points(List<String> points) {
    return String.join(
        "\n",
        IntStream.range(0, points.size())
            .mapToObj(i -> "[" + (i + 1) + "] " + points.get(i))
            .toList());
  }

  static Text next(Path suite, Path sheet) {
    return new Text(
        "表格在 "
            + sheet
            + "：“决定”一列选 收下 或 弃掉，问句可以改，填完读回来：\n  touchstone suite review "
            + suite
            + " --sheet "
            + sheet,
        "The sheet is "
            + sheet
            + ": choose accept or drop under 'decision', reword questions, then"
            + " read it back:\n  touchstone suite review "
            + suite
            + " --sheet "
            + sheet);
  }

  /**
   * What a sheet that was read back came to.
   *
   * @param blank rows without a decision
   * @param bad rows that could not be applied
   */
  record Outcome(int applied, int blank, List<Problem> bad) {}

  /** Applies the rows of a sheet that was filled in. */
  static Outcome apply(Path file, ReviewDesk desk) {
    Map<String, Drafted> drafts = new HashMap<>();
    desk.all().forEach(each -> drafts.put(each.id(), each));
    int applied = 0;
    int blank = 0;
    List<Problem> bad = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Paper paper = UsageProblem.in(() -> Paper.read(file, Optional.empty()));
    paper.left().forEach(each -> bad.add(problem(file, each.place(), each.reason())));
    for (Block block : paper.blocks()) {
      if (block instanceof Block.TableRow row) {
        try {
          Optional<Review> decision = decision(cell(row, DECISION));
          apply(row, decision, drafts, seen, desk);
          applied += decision.isPresent() ? 1 : 0;
          blank += decision.isPresent() ? 0 : 1;
        } catch (ProblemException e) {
          bad.add(problem(file, row.place(), e.problem()));
        }
      }
    }
    if (applied + blank == 0 && bad.isEmpty()) {
      bad.add(
          problem(
              file, "1", new Text("没有读到一行，第一行应是表头", "no row was found; the first is the header")));
    }
    return new Outcome(applied, blank, bad);
  }

  private static void apply(
      Block.TableRow row,
      Optional<Review> decision,
      Map<String, Drafted> drafts,
      Set<String> seen,
      ReviewDesk desk) {
    String id = cell(row, ID);
    Drafted draft = drafts.get(id);
    if (draft == null) {
      throw wrong("编号“" + id + "”不在这套测试集里", "id '" + id + "' is no draft of this suite");
    }
    if (!seen.add(id)) {
      throw wrong("编号“" + id + "”出现了两次，只用了第一行", "id '" + id + "' stands twice; the first counts");
    }
    String question = unguarded(cell(row, QUESTION));
    if (decision.filter(Review.ACCEPTED::equals).isPresent()) {
      if (question.isBlank()) {
        throw wrong("问句是空的", "the question is empty");
      }
      leaveOut(row, draft, desk);
      if (!question.equals(draft.question().strip())) {
        desk.ask(id, question);
      }
    }
    if (decision.isPresent() && decision.get() != draft.review()) {
      desk.decide(id, decision.get());
    }
  }

  /** Lines are known by their words, so that a sheet can be read twice. */
  private static void leaveOut(Block.TableRow row, Drafted draft, ReviewDesk desk) {
    List<String> kept =
        NUMBERED
            .splitAsStream("\n" + cell(row, POINTS))
            .map(ReviewSheet::dense)
            .filter(each -> !each.isEmpty())
            .toList();
    List<String> points = draft.points().stream().map(ReviewSheet::dense).toList();
    Optional<String> foreign = kept.stream().filter(each -> !points.contains(each)).findFirst();
    boolean earlier = draft.review() == Review.ACCEPTED && points.stream().allMatch(kept::contains);
    if (foreign.isPresent() && !earlier) {
      throw wrong(
          "要点的字不能在表里改，只能整行删：" + cut(foreign.get()),
          "checks cannot be reworded in the sheet, only deleted by the line: "
              + cut(foreign.get()));
    }
    Set<Integer> out = new HashSet<>();
    IntStream.range(0, points.size())
        .filter(i -> !kept.contains(points.get(i)))
        .forEach(i -> out.add(i + 1));
    if (!out.isEmpty()) {
      desk.leaveOut(draft.id(), out);
    }
  }

  private static String dense(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static String cut(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  /** What a CSV put before a question that would have become a formula. */
  private static String unguarded(String text) {
    String words = text.strip();
    boolean guarded =
        words.length() > 1 && words.charAt(0) == '\'' && "=+-@＝＋－＠".indexOf(words.charAt(1)) >= 0;
    return guarded ? words.substring(1) : words;
  }

  private static Optional<Review> decision(String word) {
    String folded = word.strip().toLowerCase(Locale.ROOT);
    return switch (folded) {
      case "" -> Optional.empty();
      case "收下", "收", "accept", "a", "accepted" -> Optional.of(Review.ACCEPTED);
      case "弃掉", "弃", "drop", "d", "dropped" -> Optional.of(Review.DROPPED);
      default ->
          throw wrong(
              "“决定”写的是“" + word + "”，应为 收下 或 弃掉，不定就空着",
              "the decision is '" + word + "', expected accept or drop, or nothing");
    };
  }

  private static String cell(Block.TableRow row, Text column) {
    for (int i = 0; i < row.header().size(); i++) {
      String name = row.header().get(i).strip();
      if (name.equals(column.zh()) || name.equals(column.en())) {
        return row.cells().get(i);
      }
    }
    throw wrong("没有“" + column.zh() + "”这一列", "there is no column '" + column.en() + "'");
  }

  private static ProblemException wrong(String zh, String en) {
    return new ProblemException(
        new Problem(
            new Text(zh, en), new Text("请改这一行再读一次。", "Mend the row and read the sheet again.")));
  }

  private static Problem problem(Path file, String place, Problem fault) {
    return new Problem(
        new Text(
            file + " " + place + "：" + fault.what().zh(),
            file + " " + place + ": " + fault.what().en()),
        fault.nextStep());
  }

  private static Problem problem(Path file, String place, Text what) {
    return problem(file, place, wrong(what.zh(), what.en()).problem());
  }
}
