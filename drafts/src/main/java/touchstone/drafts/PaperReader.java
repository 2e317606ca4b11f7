package touchstone.drafts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.grading.Stated;
import touchstone.imports.Block;
import touchstone.imports.Paper;
import touchstone.model.Text;

/**
 * Reads papers into passages and pairs of question and answer: headings that ask, lines that begin
 * with 问 or Q, lines that end with a question mark, tables with a column of questions, tables of
 * values, and sections whose heading can be asked about. Not thread-safe.
 */
final class PaperReader {
  /** Longest passage in characters; a longer section becomes several. */
  private static final int PASSAGE = 1_200;

  private static final int LONGEST_ANSWER = 4_000;
  private static final int SECTION_ANSWER = 400;
  private static final int ROW_QUESTIONS = 2;
  private static final int TABLE_QUESTIONS = 8;
  private static final Pattern ASKED =
      Pattern.compile(
          "(?i)^(?:【?(?:问|问题|提问|顾客问|question)\\s*\\d{0,3}\\s*[:：】]|q\\s*\\d{0,3}\\s*[:：.、．])\\s*");
  private static final Pattern ANSWERED =
      Pattern.compile(
          "(?i)^(?:【?(?:答|答案|回答|回复|answer)\\s*\\d{0,3}\\s*[:：】]|a\\s*\\d{0,3}\\s*[:：.、．])\\s*");
  private static final Pattern NUMBER =
      Pattern.compile("^(?:[（(]?\\d{1,3}[)）.、．]\\s*|[一二三四五六七八九十]{1,3}[、．.]\\s*|[-*•·●]\\s+)");
  private static final Pattern INLINE =
      Pattern.compile("^(.{3,60}?[?？])\\s*(\\S.{1,})$", Pattern.DOTALL);

  private final Vocabulary vocabulary;
  private final List<Passage> passages = new ArrayList<>();
  private final List<Pair> pairs = new ArrayList<>();
  private final List<LeftOut> left = new ArrayList<>();
  private final StringBuilder passage = new StringBuilder();
  private final List<String> statements = new ArrayList<>();
  private final StringBuilder answer = new StringBuilder();
  private String file = "";
  private String heading = "";
  private String begun = "";
  private String statedAt = "";
  private Optional<Pending> pending = Optional.empty();
  private int sectionPairs;
  private int tableQuestions;

  /** A question whose answer is still being read. */
  private record Pending(String question, String place, boolean heading) {}

  PaperReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  List<Passage> passages() {
    return passages;
  }

  List<Pair> pairs() {
    return pairs;
  }

  List<LeftOut> left() {
    return left;
  }

  void read(Paper paper) {
    file = paper.file();
    paper.left().forEach(each -> left.add(new LeftOut(file, each.place(), each.reason())));
    for (Block block : paper.blocks()) {
      switch (block) {
        case Block.Heading each -> heading(each);
        case Block.Paragraph each -> paragraph(each);
        case Block.TableRow each -> row(each);
      }
    }
    endSection();
  }

  private void heading(Block.Heading block) {
    String text = bare(block.text());
    if (vocabulary.isQuestion(text, true)) {
      endPair();
      pending = Optional.of(new Pending(text, block.place(), true));
    } else {
      endSection();
      heading = text;
    }
  }

  private void paragraph(Block.Paragraph block) {
    boolean fresh = pending.isPresent() && !pending.get().heading() && !answer.isEmpty();
    if (fresh && !open(answer)) {
      endPair();
    }
    int offset = 0;
    for (String line : block.text().split("\n", -1)) {
      if (!line.isBlank()) {
        line(line.strip(), shifted(block.place(), offset));
      }
      offset++;
    }
  }

  private static boolean open(CharSequence text) {
    char last = text.charAt(text.length() - 1);
    return last == '：' || last == ':';
  }

  /** The place of a line inside a block that begins at a line. */
  private static String shifted(String place, int offset) {
    return place.matches("\\d{1,9}") ? String.valueOf(Integer.parseInt(place) + offset) : place;
  }

  private void line(String line, String place) {
    String text = NUMBER.matcher(line).replaceFirst("");
    Matcher asked = ASKED.matcher(text);
    if (asked.find()) {
      ask(text.substring(asked.end()), place);
      return;
    }
    Matcher answered = ANSWERED.matcher(text);
    if (pending.isPresent() && answered.find()) {
      more(text.substring(answered.end()));
    } else if (vocabulary.isQuestion(text, false) && (pending.isEmpty() || !answer.isEmpty())) {
      ask(text, place);
    } else if (pending.isPresent()) {
      more(line);
    } else {
      inlineOrStatement(line, text, place);
    }
  }

  private void ask(String rest, String place) {
    endPair();
    Matcher inline = INLINE.matcher(rest);
    if (inline.matches()) {
      pending = Optional.of(new Pending(bare(inline.group(1)), place, false));
      more(ANSWERED.matcher(inline.group(2)).replaceFirst(""));
    } else if (!rest.isBlank()) {
      pending = Optional.of(new Pending(bare(rest), place, false));
    }
  }

  private void inlineOrStatement(String line, String text, String place) {
    Matcher inline = INLINE.matcher(text);
    if (inline.matches() && vocabulary.isQuestion(inline.group(1), false)) {
      ask(text, place);
      endPair();
      return;
    }
    if (statements.isEmpty()) {
      statedAt = place;
    }
    statements.add(line);
    put(line, place);
  }

  private void more(String words) {
    if (!words.isBlank()) {
      answer.append(answer.isEmpty() ? "" : "\n").append(words.strip());
    }
  }

  private void endPair() {
    if (pending.isEmpty()) {
      return;
    }
    Pending asked = pending.get();
    String words = answer.toString().strip();
    pending = Optional.empty();
    answer.setLength(0);
    pair(asked.question(), words, asked.place());
  }

  private void pair(String question, String words, String place) {
    if (words.isEmpty()) {
      leave(place, "“" + cut(question) + "”后面没有答案", "no answer follows '" + cut(question) + "'");
      return;
    }
    if (words.length() > LONGEST_ANSWER || question.length() > 500) {
      leave(
          place,
          "答案超过 " + LONGEST_ANSWER + " 字，请拆成几条",
          "an answer of over " + LONGEST_ANSWER + " characters; split it");
      return;
    }
    put(vocabulary.word("question") + question + "\n" + vocabulary.word("answer") + words, place);
    pairs.add(new Pair(question, words, file, place, passages.size()));
    sectionPairs++;
  }

  private void row(Block.TableRow row) {
    endPair();
    int question = row.question();
    int answered = row.answer();
    if (question >= 0 && answered >= 0 && question != answered) {
      category(row);
      String asked = bare(row.cells().get(question).split("\n", -1)[0]);
      if (asked.isBlank()) {
        leave(row.place(), "没有写问题", "the question is missing");
      } else {
        pair(asked, row.cells().get(answered).strip(), row.place());
      }
      return;
    }
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.cells().size(); i++) {
      if (!row.cells().get(i).isBlank()) {
        line.append(line.isEmpty() ? "" : "；").append(row.header().get(i)).append("：");
        line.append(row.cells().get(i).replace('\n', ' '));
      }
    }
    put(line.toString(), row.place());
    values(row);
  }

  private void category(Block.TableRow row) {
    int category = row.category();
    String name = category < 0 ? heading : row.cells().get(category).strip();
    if (!name.equals(heading)) {
      endSection();
      heading = name;
    }
  }

  /** Asks for cells of a table whose first column names things: 新疆的运费是多少？ */
  private void values(Block.TableRow row) {
    String name = row.cells().getFirst().strip();
    int asked = 0;
    boolean named = !name.isEmpty() && name.length() <= (vocabulary.chinese() ? 12 : 40);
    for (int i = 1; named && i < row.cells().size() && asked < ROW_QUESTIONS; i++) {
      String column = row.header().get(i).replaceAll("[（(].*?[)）]", "").strip();
      String cell = row.cells().get(i).strip();
      Optional<Stated.Quantity> value =
          Stated.in(cell).stream().flatMap(each -> each.quantities().stream()).findFirst();
      if (value.isPresent()
          && !column.isEmpty()
          && column.length() <= 20
          && tableQuestions < TABLE_QUESTIONS) {
        boolean lasts = value.get().kind().equals("duration");
        String form = lasts ? vocabulary.word("table_duration") : vocabulary.table();
        String question = form.replace("{row}", name).replace("{column}", column);
        pairs.add(new Pair(question, cell, file, row.place(), passages.size()));
        sectionPairs++;
        tableQuestions++;
        asked++;
      }
    }
  }

  /** Adds to the passage; one that has grown long enough ends before. */
  private void put(String words, String place) {
    if (!passage.isEmpty() && passage.length() + words.length() > PASSAGE) {
      endPassage();
    }
    if (passage.isEmpty()) {
      begun = place;
    }
    passage.append(passage.isEmpty() ? "" : "\n").append(words);
  }

  private void endPassage() {
    if (!passage.isEmpty()) {
      passages.add(new Passage(file, heading, begun, passage.toString()));
      passage.setLength(0);
    }
  }

  private void endSection() {
    endPair();
    if (sectionPairs == 0 && !statements.isEmpty()) {
      sectionQuestion();
    }
    endPassage();
    statements.clear();
    sectionPairs = 0;
    tableQuestions = 0;
    heading = "";
  }

  private void sectionQuestion() {
    String words = String.join("\n", statements);
    Optional<String> question = vocabulary.question(heading);
    if (question.isPresent() && words.length() <= SECTION_ANSWER) {
      pairs.add(new Pair(question.get(), words, file, statedAt, passages.size()));
    } else {
      leave(
          statedAt,
          (heading.isEmpty() ? "这一段" : "“" + cut(heading) + "”") + "没有问句，按规则出不了题；可加 --with 让模型出题",
          (heading.isEmpty() ? "this part" : "'" + cut(heading) + "'")
              + " asks no question, the rules cannot make one; let a model do it with --with");
    }
  }

  private void leave(String place, String zh, String en) {
    left.add(new LeftOut(file, place, new Text(zh, en)));
  }

  private static String bare(String text) {
    String line = text.replace('\n', ' ').strip();
    String without = NUMBER.matcher(line).replaceFirst("");
    return ASKED.matcher(without).replaceFirst("").strip();
  }

  static String cut(String text) {
    return text.length() > 30 ? text.substring(0, 30) + "…" : text;
  }
}
