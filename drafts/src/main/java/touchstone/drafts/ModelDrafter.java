package touchstone.drafts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import tools.jackson.databind.JsonNode;
import touchstone.document.YamlText;
import touchstone.model.Check.KeyPoint;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Lets a model propose questions as customers would ask them. A key point must quote the passage
 * word for word, and what it checks is taken out of the quote by the same rules as ever: a model
 * can propose, never assert. Thread-safe.
 */
public final class ModelDrafter {
  private static final int AT_ONCE = 4;
  private static final int LONGEST_QUESTION = 200;
  private static final int MOST_QUESTIONS = 8;
  private static final int MOST_POINTS = 5;
  private static final int LONGEST_QUOTE = 1_000;

  private final DraftingModel model;
  private final IntConsumer progress;

  /**
   * @param progress hears how many passages are done
   */
  public ModelDrafter(DraftingModel model, IntConsumer progress) {
    this.model = model;
    this.progress = progress;
  }

  /** What a model proposed and what was dropped. */
  record Proposed(List<DraftCase> cases, List<LeftOut> left) {}

  Proposed propose(RuleDrafts rules) throws InterruptedException {
    List<DraftingModel.Reply> replies = replies(rules);
    boolean allFailed =
        replies.stream().allMatch(each -> each instanceof DraftingModel.Reply.Unreachable);
    if (allFailed
        && !replies.isEmpty()
        && replies.getFirst() instanceof DraftingModel.Reply.Unreachable(Problem problem)) {
      throw new ProblemException(problem);
    }
    Checked checked = new Checked(rules);
    for (int i = 0; i < replies.size(); i++) {
      checked.take(i, replies.get(i));
    }
    return new Proposed(List.copyOf(checked.cases), List.copyOf(checked.left));
  }

  private List<DraftingModel.Reply> replies(RuleDrafts rules) throws InterruptedException {
    try (ExecutorService pool =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<DraftingModel.Reply>> asked = new ArrayList<>();
      for (Passage passage : rules.passages()) {
        asked.add(pool.submit(() -> model.ask(rules.vocabulary(), passage)));
      }
      List<DraftingModel.Reply> replies = new ArrayList<>();
      for (Future<DraftingModel.Reply> each : asked) {
        replies.add(each.get());
        progress.accept(replies.size());
      }
      return replies;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProblemException problem) {
        throw problem;
      }
      throw new IllegalStateException(e);
    }
  }

  /** Gathers what stands the checks. */
  private static final class Checked {
    private final RuleDrafts rules;
    private final Prompts prompts;
    private final PointFinder finder;
    private final Set<String> questions = new LinkedHashSet<>();
    private final List<DraftCase> cases = new ArrayList<>();
    private final List<LeftOut> left = new ArrayList<>();

    Checked(RuleDrafts rules) {
      this.rules = rules;
      prompts = new Prompts(rules.vocabulary());
      finder = new PointFinder(rules.vocabulary());
      rules.cases().forEach(each -> questions.add(each.question()));
    }

    void take(int passage, DraftingModel.Reply reply) {
      switch (reply) {
        case DraftingModel.Reply.Unreachable(Problem problem) ->
            leave(
                passage,
                "模型没有回答（" + problem.what().zh() + "），这一段只有按规则出的题",
                "the model gave no answer (" + problem.what().en() + "); the rules' cases stay");
        case DraftingModel.Reply.Unreadable(String text) ->
            leave(
                passage,
                "模型的回答读不出题目：" + YamlText.oneLine(text),
                "no case could be read in the model's answer: " + YamlText.oneLine(text));
        case DraftingModel.Reply.Given(List<JsonNode> proposals) ->
            proposals.stream().limit(MOST_QUESTIONS).forEach(each -> take(passage, each));
      }
    }

    private void take(int passage, JsonNode proposal) {
      String question = proposal.path("question").asString("").strip();
      if (question.isEmpty()
          || question.length() > LONGEST_QUESTION
          || YamlText.broken(question)
          || questions.contains(question)) {
        leave(
            passage,
            "模型的问句不能用（空的、太长或已有）：" + PaperReader.cut(question),
            "the model's question cannot be used (empty, too long or there already): "
                + PaperReader.cut(question));
        return;
      }
      List<String> quotes = new ArrayList<>();
      List<KeyPoint> points = points(passage, question, proposal.path("points"), quotes);
      if (points.isEmpty()) {
        leave(
            passage,
            "“" + PaperReader.cut(question) + "”没有一个站得住的要点，没有出题",
            "'" + PaperReader.cut(question) + "' has no key point that stands; no case was made");
        return;
      }
      questions.add(question);
      String id = "model-" + (cases.size() + 1);
      Passage from = rules.passages().get(passage);
      cases.add(
          new DraftCase(
              id,
              cluster(passage, quotes.getFirst()).orElse(id),
              question,
              points,
              passage,
              false,
              from.file(),
              from.place(),
              String.join("\n", quotes)));
    }

    /** The points whose quotes stand in the passage, in the paper's own words. */
    private List<KeyPoint> points(
        int passage, String question, JsonNode proposed, List<String> quotes) {
      Map<String, KeyPoint> points = new HashMap<>();
      List<KeyPoint> ordered = new ArrayList<>();
      Passage from = rules.passages().get(passage);
      for (JsonNode each : proposed) {
        String said = each.path("quote").asString("").strip();
        var quote = said.length() > LONGEST_QUOTE ? Quote.NONE : Quote.in(from.text(), said);
        if (quote.isEmpty()) {
          leave(
              passage,
              "“" + PaperReader.cut(question) + "”：要点引的话资料里没有：" + PaperReader.cut(said),
              "'"
                  + PaperReader.cut(question)
                  + "': the paper has no such words: "
                  + PaperReader.cut(said));
          continue;
        }
        Pair pair = new Pair(question, quote.get(), from.file(), from.place(), passage);
        List<KeyPoint> found = decidable(pair, prompts.of(from), each);
        if (found.isEmpty()) {
          leave(
              passage,
              "“" + PaperReader.cut(question) + "”：这句话判不了对错：" + PaperReader.cut(said),
              "'"
                  + PaperReader.cut(question)
                  + "': nothing to decide in: "
                  + PaperReader.cut(said));
          continue;
        }
        quotes.add(quote.get());
        for (KeyPoint point : found) {
          if (ordered.size() < MOST_POINTS
              && points.putIfAbsent(point.topic() + "" + point.slots(), point) == null) {
            ordered.add(point);
          }
        }
      }
      return ordered;
    }

    private List<KeyPoint> decidable(Pair pair, String system, JsonNode proposed) {
      List<KeyPoint> found = finder.points(pair, system);
      if (!found.isEmpty()) {
        return found;
      }
      List<String> words = new ArrayList<>();
      for (JsonNode each : proposed.path("words")) {
        String word = each.asString("").strip();
        if (word.length() >= 2 && word.length() <= 20 && pair.answer().contains(word)) {
          words.add(word);
        }
      }
      if (words.isEmpty()) {
        return List.of();
      }
      String statement = PaperReader.cut(YamlText.oneLine(pair.answer()));
      KeyPoint point =
          new KeyPoint(
              statement, words.stream().map(List::of).toList(), List.of(), false, false, 1);
      return Proof.holds(pair.question(), system, pair.answer(), point)
          ? List.of(point)
          : List.of();
    }

    /** The rules' case about the same words, so that both count as one. */
    private java.util.Optional<String> cluster(int passage, String quote) {
      return rules.cases().stream()
          .filter(each -> each.passage() == passage && !each.missing())
          .filter(each -> each.quote().contains(quote) || quote.contains(each.quote()))
          .map(DraftCase::cluster)
          .findFirst();
    }

    private void leave(int passage, String zh, String en) {
      Passage from = rules.passages().get(passage);
      left.add(new LeftOut(from.file(), from.place(), new Text(zh, en)));
    }
  }
}
