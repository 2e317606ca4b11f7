package touchstone.run;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import touchstone.endpoint.ChatClient;
import touchstone.judge.Audit;
import touchstone.judge.CardJson;
import touchstone.judge.Duel;
import touchstone.judge.Families;
import touchstone.judge.Judge;
import touchstone.judge.JudgeCard;
import touchstone.judge.Preference;
import touchstone.judge.Ruling;
import touchstone.judge.RulingCache;
import touchstone.model.Candidate;
import touchstone.model.Problem;
import touchstone.model.Text;
import touchstone.model.Ticker;
import touchstone.store.Judgement;
import touchstone.store.JudgementLog;

/**
 * A judge at work on one run: tried first, unless it passed before, then asked about every pair of
 * answers in both orders. Each judgement is on the disk before it counts; what the log holds is not
 * asked again.
 */
public final class JudgePhase {
  /** After so many pairs without an answer in a row the endpoint is given up. */
  private static final int GIVE_UP = 6;

  private static final int KEPT = 2_000;

  private final JudgeSeat seat;
  private final AuditCache cache;
  private final Clocks clocks;
  private final Listener listener;
  private final Judge judge;
  private final Audit audit;
  private Judge.Spent logged = new Judge.Spent(0, 0, 0);

  /** Where time comes from. */
  public record Clocks(Ticker ticker, InstantSource wall) {}

  /** Hears how far the judge has come. */
  public interface Listener {
    void advanced(Text what, int done, int total);
  }

  /**
   * @param random draws the numbers of fences; one that outsiders cannot foresee
   * @param rulings that a process which was killed had asked for
   */
  public JudgePhase(
      ChatClient client,
      JudgeSeat seat,
      AuditCache cache,
      Clocks clocks,
      RandomGenerator random,
      RulingCache rulings,
      Listener listener) {
    this.seat = seat;
    this.cache = cache;
    this.clocks = clocks;
    this.listener = listener;
    this.judge =
        new Judge(client, seat.endpoint(), rulings, Audit.settings(seat.maxTokens()), random);
    this.audit =
        new Audit(
            seat.concurrency(),
            (done, total) -> listener.advanced(new Text("考裁判", "trying the judge"), done, total));
  }

  /** What came of asking. */
  public record Outcome(int due, int judged, int unreadable, Optional<Problem> problem) {
    /** Pairs that nothing is on record of. */
    public int missing() {
      return due - judged - unreadable;
    }
  }

  /** The digest that this judge's judgements bear. */
  String id() {
    return audit.id(judge);
  }

  Judge.Spent spent() {
    return judge.spent();
  }

  /**
   * The judge's card: a family's objection without a request, else one from before, else a trial.
   *
   * @throws touchstone.model.ProblemException if the endpoint does not answer or its settings are
   *     wrong
   */
  public JudgeCard card(List<Candidate> candidates) {
    return waiting(() -> {
      List<String> rivals = seat.rivals(candidates);
      if (Families.bundled().objections(judge.model(), rivals).isEmpty()) {
        Optional<JudgeCard> kept = cache.find(id());
        if (kept.isPresent()) {
          return kept.get();
        }
      }
      JudgeCard card = audit.card(judge, rivals);
      cache.keep(id(), card);
      return card;
    });
  }

  /** A run's record of an accepted or refused judge. */
  JudgeRecord record(JudgeCard card) {
    Judge.Spent spent = judge.spent();
    logged = spent;
    return new JudgeRecord(
        id(),
        judge.model(),
        Optional.of(CardJson.of(card)),
        Optional.empty(),
        spent.promptTokens(),
        spent.completionTokens());
  }

  /**
   * Asks about all pairs that the log holds no judgement of.
   *
   * @param secondsLeft that may be used; absent where there is no limit
   */
  Outcome judge(List<Docket.Item> docket, JudgementLog log, Supplier<OptionalDouble> secondsLeft) {
    List<Docket.Item> queue = Collections.synchronizedList(new ArrayList<>(open(docket, log)));
    Attempt attempt = new Attempt(docket, log, queue);
    attempt.show();
    Runnable worker =
        () -> {
          try {
            for (Optional<Docket.Item> next = attempt.next();
                next.isPresent();
                next = attempt.next()) {
              attempt.ask(next.get(), secondsLeft.get());
            }
          } catch (Deadline.TimeUp _) {
            queue.clear();
          }
        };
    Gang.all(IntStream.range(0, seat.concurrency()).mapToObj(_ -> worker).toList());
    return attempt.outcome();
  }

  private List<Docket.Item> open(List<Docket.Item> docket, JudgementLog log) {
    Map<Judgement.Key, Judgement> known = known(log);
    return docket.stream()
        .filter(each -> {
          Judgement judgement = known.get(key(each));
          return judgement == null || !judgement.answers().equals(each.answers());
        })
        .toList();
  }

  private static Map<Judgement.Key, Judgement> known(JudgementLog log) {
    return log.judgements().stream().collect(Collectors.toMap(Judgement::key, each -> each));
  }

  private Judgement.Key key(Docket.Item item) {
    return new Judgement.Key(id(), item.caseId(), item.trial(), item.first(), item.second());
  }

  /** One pass over the docket; thread-safe. */
  private final class Attempt {
    private final List<Docket.Item> docket;
    private final JudgementLog log;
    private final List<Docket.Item> queue;
    private int done;
    private int failures;
    private Optional<Problem> problem = Optional.empty();

    Attempt(List<Docket.Item> docket, JudgementLog log, List<Docket.Item> queue) {
      this.docket = docket;
      this.log = log;
      this.queue = queue;
      this.done = docket.size() - queue.size();
    }

    Optional<Docket.Item> next() {
      synchronized (queue) {
        return queue.isEmpty() ? Optional.empty() : Optional.of(queue.removeFirst());
      }
    }

    void ask(Docket.Item item, OptionalDouble seconds) {
      Ruling<Duel> ruling =
          item.identical()
              ? new Ruling.Given<>(TIE, "")
              : Deadline.within(
                  clocks.ticker(),
                  seconds,
                  () ->
                      waiting(() ->
                          judge.duel(item.matter(), item.firstAnswer(), item.secondAnswer())));
      switch (ruling) {
        case Ruling.Given<Duel> given -> log(item, given);
        case Ruling.Unreadable<Duel>(String text) -> unreadable(item, text);
        case Ruling.Unreachable<Duel>(Problem fault) -> failed(fault);
      }
    }

    private void log(Docket.Item item, Ruling.Given<Duel> given) {
      Duel.Round round = given.value().rounds().getFirst();
      append(item, true, sign(round.straight()), sign(round.turned()), given.value().reasons());
    }

    private void unreadable(Docket.Item item, String text) {
      append(item, false, 0, 0, List.of(text));
    }

    private synchronized void append(
        Docket.Item item, boolean readable, int straight, int turned, List<String> reasons) {
      Judge.Spent now = judge.spent();
      Judge.Spent more = now.since(logged);
      logged = now;
      log.append(
          new Judgement(
              id(),
              item.caseId(),
              item.trial(),
              item.first(),
              item.second(),
              item.answers(),
              Integer.signum(item.firstAnswer().length() - item.secondAnswer().length()),
              readable,
              straight,
              turned,
              reasons.stream().map(JudgePhase::cut).toList(),
              more.requests(),
              (int) more.promptTokens(),
              (int) more.completionTokens(),
              clocks.wall().millis()));
      failures = 0;
      done++;
      show();
    }

    private synchronized void failed(Problem fault) {
      problem = Optional.of(fault);
      if (++failures >= GIVE_UP) {
        queue.clear();
      }
    }

    void show() {
      listener.advanced(new Text("裁判比对", "judging"), done, docket.size());
    }

    Outcome outcome() {
      Map<Judgement.Key, Judgement> known = known(log);
      int judged = 0;
      int unreadable = 0;
      for (Docket.Item each : docket) {
        Judgement judgement = known.get(key(each));
        if (judgement != null && judgement.answers().equals(each.answers())) {
          judged += judgement.readable() ? 1 : 0;
          unreadable += judgement.readable() ? 0 : 1;
        }
      }
      return new Outcome(docket.size(), judged, unreadable, problem);
    }
  }

  private static final Duel TIE =
      new Duel(List.of(new Duel.Round(Preference.TIE, Preference.TIE)), List.of());

  private static int sign(Preference preference) {
    return switch (preference) {
      case FIRST -> 1;
      case SECOND -> -1;
      case TIE -> 0;
    };
  }

  private static String cut(String text) {
    return text.length() <= KEPT ? text : text.substring(0, KEPT) + "…";
  }

  /** Something that may be interrupted while it waits. */
  private interface Wait<T> {
    T value() throws InterruptedException;
  }

  private static <T> T waiting(Wait<T> wait) {
    try {
      return wait.value();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Gang.Interrupted(e);
    }
  }
}
