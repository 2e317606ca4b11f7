package touchstone.drafts;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import touchstone.imports.Block;
import touchstone.imports.Paper;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** Drafts a suite out of papers and writes it; a person decides about every case. */
public final class Drafting {
  private final RuleDrafts rules;
  private final List<DraftCase> cases;
  private final List<LeftOut> left;

  private Drafting(RuleDrafts rules) {
    this.rules = rules;
    cases = new ArrayList<>(rules.cases());
    left = new ArrayList<>(rules.left());
  }

  /**
   * Reads papers and drafts by rules alone; nothing leaves the machine.
   *
   * @param sheet of workbooks, by name or number; all where absent
   * @throws ProblemException where a file cannot be read or holds no words
   */
  public static Drafting of(List<Path> files, Optional<String> sheet) {
    List<Paper> papers = files.stream().map(file -> Paper.read(file, sheet)).toList();
    if (papers.stream().allMatch(each -> each.blocks().isEmpty())) {
      throw new ProblemException(
          new Problem(
              new Text(files + " 里没有读到文字", "no words were found in " + files),
              new Text(
                  "请检查是不是选错了文件，或文字其实是图片。",
                  "Check that it is the right file and not a picture of text.")));
    }
    return new Drafting(RuleDrafts.of(papers, Vocabulary.of(language(papers))));
  }

  private static String language(List<Paper> papers) {
    long chinese = 0;
    long letters = 0;
    for (Paper paper : papers) {
      for (Block block : paper.blocks()) {
        String text = text(block);
        chinese += text.codePoints().filter(Character::isIdeographic).count();
        letters += text.codePoints().filter(Character::isLetter).count();
      }
    }
    return chinese * 5 >= letters ? "zh" : "en";
  }

  private static String text(Block block) {
    return switch (block) {
      case Block.Heading each -> each.text();
      case Block.Paragraph each -> each.text();
      case Block.TableRow each -> String.join(" ", each.cells());
    };
  }

  /**
   * Lets a model propose more questions, passage by passage; what it says is checked against the
   * paper, and what does not stand there is dropped and named.
   */
  public void with(ModelDrafter model) throws InterruptedException {
    ModelDrafter.Proposed proposed = model.propose(rules);
    cases.addAll(proposed.cases());
    left.addAll(proposed.left());
  }

  /** How many cases there are so far. */
  public int cases() {
    return cases.size();
  }

  /** How many of them ask what their passage does not tell. */
  public int missing() {
    return (int) cases.stream().filter(DraftCase::missing).count();
  }

  /** Of what nothing was made, and why. */
  public List<LeftOut> left() {
    return List.copyOf(left);
  }

  /** How many passages the papers have; a model is asked once about each. */
  public int passages() {
    return rules.passages().size();
  }

  /**
   * Writes the suite into a folder that is not there yet; it appears whole or not at all.
   *
   * @param today the version that the suite bears
   */
  public void write(Path folder, LocalDate today) {
    new DraftWriter(rules.vocabulary(), rules.passages(), cases, left).write(folder, today);
  }
}
