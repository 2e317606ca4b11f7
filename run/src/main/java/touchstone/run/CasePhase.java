package touchstone.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Semaphore;
import touchstone.model.BatchSlot;
import touchstone.model.ChatRequest;
import touchstone.model.Dimension;
import touchstone.model.Endpoint;
import touchstone.model.Exchange;
import touchstone.model.Sample;
import touchstone.model.Text;

/**
 * Puts the graded cases to one candidate. The embedded engine gets them in batches that it decodes
 * alone and whole; two batches of single questions overlap so that it never waits, conversations go
 * alone because their state must not be pushed out between turns. Other endpoints get every case by
 * itself, several at once.
 */
final class CasePhase {
  private static final int TRIES = 3;

  /** Batches between two looks: each worker takes two. */
  private static final int ROUND = 4;

  private static final Text NAME = new Text("答题", "cases");

  private final Session session;
  private final Endpoint endpoint;
  private final Semaphore engine = new Semaphore(2, true);
  private int done;
  private int asked;
  private int total;
  private double startSeconds;

  CasePhase(Session session, Endpoint endpoint) {
    this.session = session;
    this.endpoint = endpoint;
  }

  /** Asks all that the log holds no answer to yet. */
  void run() {
    List<Batch> batches = session.batches();
    total = session.plan().trialsPerCandidate();
    done = total - open(batches).stream().mapToInt(this::left).sum();
    startSeconds = session.governor().seconds();
    session.advanced(NAME, done, total, OptionalDouble.empty());
    if (session.plan().watched()) {
      watched(batches);
    } else {
      Gang.all(work(open(batches)));
    }
    if (session.patience().holdsBack()) {
      new Pulse(session, endpoint).check();
    }
  }

  private List<Batch> open(List<Batch> batches) {
    return batches.stream().filter(batch -> !session.answered(batch)).toList();
  }

  /**
   * Round by round, with a look after each; what was asked before is looked at again in the same
   * rounds, so that a resumed run stops where an undisturbed one does.
   */
  private void watched(List<Batch> batches) {
    List<Batch> left = new ArrayList<>(batches);
    while (!left.isEmpty()) {
      List<Batch> next = left.subList(0, Math.min(ROUND, left.size()));
      List<Batch> round = List.copyOf(next);
      next.clear();
      Gang.all(work(open(round)));
      for (Dimension settled : session.looks().after(round)) {
        List<Batch> over = left.stream().filter(batch -> batch.dimension() == settled).toList();
        left.removeAll(over);
        int trials = open(over).stream().mapToInt(this::left).sum();
        total -= trials;
        session.settled(settled, trials);
      }
    }
  }

  /** Trials of a batch that will be asked: all of it where the engine decodes it as one. */
  private int left(Batch batch) {
    return endpoint.takesBatches()
        ? batch.items().size()
        : (int) batch.items().stream().filter(item -> !session.answered(item)).count();
  }

  /** Two workers take batches in order; a conversation needs both of the engine's permits. */
  private List<Runnable> work(List<Batch> open) {
    List<Batch> queue = new ArrayList<>(open);
    Runnable worker =
        () -> {
          Optional<Batch> next = next(queue);
          while (next.isPresent()) {
            exclusively(next.get());
            next = next(queue);
          }
        };
    return List.of(worker, worker);
  }

  private static Optional<Batch> next(List<Batch> queue) {
    synchronized (queue) {
      return queue.isEmpty() ? Optional.empty() : Optional.of(queue.removeFirst());
    }
  }

  private void exclusively(Batch batch) {
    int permits = batch.turns() > 1 && endpoint.takesBatches() ? 2 : 1;
    try {
      engine.acquire(permits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Gang.Interrupted(e);
    }
    try {
      ask(batch);
    } finally {
      engine.release(permits);
    }
  }

  private void ask(Batch batch) {
    if (session.governor().exhausted(session.partForCases())) {
      log(session.skipped(batch));
    } else if (endpoint.takesBatches()) {
      log(together(batch));
    } else {
      apart(batch);
    }
  }

  /**
   * The whole batch in step; if the engine let it down, the whole batch again. One that the end of
   * the budget breaks off is left out whole.
   */
  private List<Sample> together(Batch batch) {
    List<Dialogue> dialogues = List.of();
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      dialogues = session.dialogues(batch);
      try {
        inStep(batch, batch.id() + "#" + session.number() + "." + attempt, dialogues);
      } catch (Deadline.TimeUp _) {
        return session.skipped(batch);
      }
      if (dialogues.stream().noneMatch(Dialogue::broken)) {
        break;
      }
      session.stumbled(batch.id(), attempt);
    }
    return dialogues.stream().map(each -> session.sample(each, batch)).toList();
  }

  private void inStep(Batch batch, String name, List<Dialogue> dialogues) {
    for (int turn = 0; turn < batch.turns(); turn++) {
      List<Runnable> work = new ArrayList<>();
      for (int index = 0; index < dialogues.size(); index++) {
        Dialogue dialogue = dialogues.get(index);
        BatchSlot slot = new BatchSlot(name + ":" + turn, dialogues.size(), index, name);
        work.add(() -> dialogue.turn(this::answer, endpoint, Optional.of(slot)));
      }
      Gang.all(work);
      if (dialogues.stream().anyMatch(Dialogue::broken)) {
        return;
      }
    }
  }

  private void apart(Batch batch) {
    List<Runnable> work = new ArrayList<>();
    List<Dialogue> dialogues = session.dialogues(batch);
    for (int i = 0; i < dialogues.size(); i++) {
      Dialogue dialogue = dialogues.get(i);
      Batch.Item item = batch.items().get(i);
      if (!session.answered(item)) {
        work.add(() -> alone(batch, item, dialogue));
      }
    }
    Gang.all(work);
  }

  private void alone(Batch batch, Batch.Item item, Dialogue dialogue) {
    try {
      while (!dialogue.finished() && !dialogue.broken()) {
        dialogue.turn(this::answer, endpoint, Optional.empty());
      }
    } catch (Deadline.TimeUp _) {
      log(session.skipped(batch, item));
      return;
    }
    log(List.of(session.sample(dialogue, batch)));
  }

  private Exchange answer(Endpoint to, ChatRequest request) {
    return session.within(session.partForCases(), () -> session.asker().ask(to, request));
  }

  private void log(List<Sample> samples) {
    session.log(samples);
    advance(samples.size());
  }

  private synchronized void advance(int more) {
    done += more;
    asked += more;
    double perTrial = (session.governor().seconds() - startSeconds) / asked;
    session.advanced(NAME, done, total, OptionalDouble.of(perTrial * (total - done)));
  }
}
