package touchstone.drafts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import touchstone.imports.Paper;
import touchstone.model.Check.KeyPoint;
import touchstone.model.Text;

/**
 * What rules alone make of papers.
 *
 * @param passages what system prompts carry
 * @param cases with a quote and key points each
 * @param left of what no case was made, and why
 */
record RuleDrafts(
    Vocabulary vocabulary, List<Passage> passages, List<DraftCase> cases, List<LeftOut> left) {
  RuleDrafts {
    passages = List.copyOf(passages);
    cases = List.copyOf(cases);
    left = List.copyOf(left);
  }

  static RuleDrafts of(List<Paper> papers, Vocabulary vocabulary) {
    PaperReader reader = new PaperReader(vocabulary);
    papers.forEach(reader::read);
    Prompts prompts = new Prompts(vocabulary);
    PointFinder finder = new PointFinder(vocabulary);
    List<LeftOut> left = new ArrayList<>(reader.left());
    List<DraftCase> cases = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (Pair pair : reader.pairs()) {
      String earlier = seen.putIfAbsent(pair.question(), pair.place());
      List<KeyPoint> points =
          earlier == null
              ? finder.points(pair, prompts.of(reader.passages().get(pair.passage())))
              : List.of();
      if (earlier != null) {
        left.add(new LeftOut(pair.file(), pair.place(), twice(pair, earlier)));
      } else if (points.isEmpty()) {
        left.add(new LeftOut(pair.file(), pair.place(), undecidable(pair)));
      } else {
        cases.add(drafted("faq-" + (cases.size() + 1), pair, points));
      }
    }
    cases.addAll(new MissingFinder(vocabulary, prompts).cases(cases, reader.passages()));
    return new RuleDrafts(vocabulary, reader.passages(), cases, left);
  }

  private static DraftCase drafted(String id, Pair pair, List<KeyPoint> points) {
    return new DraftCase(
        id,
        id,
        pair.question(),
        points,
        pair.passage(),
        false,
        pair.file(),
        pair.place(),
        pair.answer());
  }

  private static Text twice(Pair pair, String earlier) {
    String question = PaperReader.cut(pair.question());
    return new Text(
        "“" + question + "”在 " + earlier + " 问过了", "'" + question + "' is asked at " + earlier);
  }

  private static Text undecidable(Pair pair) {
    String question = PaperReader.cut(pair.question());
    return new Text(
        "“" + question + "”的答案里没有评分器能判的要点（数值、否定、条件）",
        "the answer to '"
            + question
            + "' has no point that a grader could decide (value, negation, condition)");
  }
}
