package touchstone.judge;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import touchstone.judge.JudgeCard.Rate;
import touchstone.model.Problem;
import touchstone.model.ProblemException;

/**
 * Tries a judge before it judges: right against wrong answers, the same answer against itself,
 * padded, empty, in the wrong language, with instructions to the judge inside, signed by its own
 * family; in both orders wherever two answers differ. 368 requests, 400 where its family is known,
 * and two more for each that cannot be read.
 */
public final class Audit {
  /** After so many failed questions, were they most of all, the endpoint is given up. */
  private static final int GIVE_UP = 6;

  /** More of the questions without an answer leave no card. */
  private static final double MOST_MISSING = 0.1;

  private final AuditSet set = AuditSet.bundled();
  private final Families families = Families.bundled();
  private final int concurrency;
  private final Listener listener;

  /** Hears how far an audit has come; called by one thread. */
  public interface Listener {
    void advanced(int done, int total);
  }

  /**
   * @param concurrency questions put at once, at least 1
   */
  public Audit(int concurrency, Listener listener) {
    this.concurrency = concurrency;
    this.listener = listener;
  }

  /** The settings of a judge on trial: no repeats, every flip is to be seen. */
  public static Judge.Settings settings(int maxTokens) {
    return new Judge.Settings("zh", maxTokens, 0);
  }

  /**
   * Tries a judge.
   *
   * @param candidates models that it is to judge; where one of them is of its own family it is
   *     refused without a request, so leave out those that the user allows
   * @throws ProblemException if the endpoint leaves too many questions without an answer, or its
   *     settings are wrong
   */
  public JudgeCard card(Judge judge, List<String> candidates) throws InterruptedException {
    Set<String> own = families.of(judge.model());
    var objections = families.objections(judge.model(), candidates);
    if (!objections.isEmpty()) {
      return new JudgeCard(
          judge.model(), own, judge.version(), set.version(), List.of(), 0, objections);
    }
    Tally tally = ask(judge, Trial.all(set, own, families));
    List<Rate> rates = tally.rates();
    return new JudgeCard(
        judge.model(),
        own,
        judge.version(),
        set.version(),
        rates,
        judge.requests(),
        rates.stream().filter(Rate::tooHigh).map(Rate::reason).toList());
  }

  private Tally ask(Judge judge, List<Trial> trials) throws InterruptedException {
    Tally tally = new Tally();
    ExecutorService threads =
        Executors.newFixedThreadPool(concurrency, Thread.ofVirtual().name("audit").factory());
    try {
      CompletionService<Ruling<List<Trial.Mark>>> asked = new ExecutorCompletionService<>(threads);
      trials.forEach(each -> asked.submit(() -> each.ask(judge)));
      for (int done = 1; done <= trials.size(); done++) {
        tally.add(asked.take().get());
        listener.advanced(done, trials.size());
        tally.giveUp(GIVE_UP, 0.5, done);
      }
      tally.giveUp(1, MOST_MISSING, trials.size());
      return tally;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProblemException known) {
        throw new ProblemException(known.problem(), e);
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Counts marks; confined to one thread. */
  private static final class Tally {
    private final Map<Trait, Integer> wrong = new EnumMap<>(Trait.class);
    private final Map<Trait, Integer> all = new EnumMap<>(Trait.class);
    private Optional<Problem> problem = Optional.empty();
    private int missing;

    void add(Ruling<List<Trial.Mark>> ruling) {
      switch (ruling) {
        case Ruling.Given<List<Trial.Mark>>(List<Trial.Mark> marks, _) -> {
          marks.forEach(each -> count(each.trait(), each.wrong()));
          count(Trait.UNREADABLE, false);
        }
        case Ruling.Unreadable<List<Trial.Mark>> _ -> count(Trait.UNREADABLE, true);
        case Ruling.Unreachable<List<Trial.Mark>>(Problem fault) -> {
          problem = problem.or(() -> Optional.of(fault));
          missing++;
        }
      }
    }

    private void count(Trait trait, boolean bad) {
      wrong.merge(trait, bad ? 1 : 0, Integer::sum);
      all.merge(trait, 1, Integer::sum);
    }

    void giveUp(int least, double share, int done) {
      if (missing >= least && missing > share * done) {
        throw new ProblemException(problem.orElseThrow());
      }
    }

    List<Rate> rates() {
      return all.entrySet().stream()
          .map(each ->
              new Rate(each.getKey(), wrong.getOrDefault(each.getKey(), 0), each.getValue()))
          .toList();
    }
  }
}
