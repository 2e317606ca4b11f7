package touchstone.run;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import touchstone.model.BatchSlot;
import touchstone.model.Case;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.Exchange;
import touchstone.model.Message;
import touchstone.model.Outcome;
import touchstone.model.Phase;
import touchstone.model.Sample;
import touchstone.model.SampleKey;
import touchstone.model.Sampling;

/**
 * One case being asked, turn by turn, with the context growing. Confined to one thread at a time.
 */
final class Dialogue {
  private final Batch.Item item;
  private final Sampling sampling;
  private final long seed;
  private final long startedEpochMillis;
  private final List<Message> context = new ArrayList<>();
  private final List<Exchange> exchanges = new ArrayList<>();

  Dialogue(Batch.Item item, Sampling sampling, long seed, InstantSource clock) {
    this.item = item;
    this.sampling = sampling;
    this.seed = seed;
    this.startedEpochMillis = clock.millis();
    item.test().system().ifPresent(system -> context.add(Message.system(system)));
  }

  /** Asks the next turn. */
  void turn(Asker asker, Endpoint endpoint, Optional<BatchSlot> slot) {
    String user = item.test().turns().get(exchanges.size()).user();
    context.add(Message.user(user));
    Exchange exchange = asker.ask(endpoint, request(slot));
    exchanges.add(exchange);
    context.add(Message.assistant(exchange.answer()));
  }

  private ChatRequest request(Optional<BatchSlot> slot) {
    return new ChatRequest(context, sampling, seed, slot, item.test().tools());
  }

  /** Whether the machine, not the model, let this dialogue down. */
  boolean broken() {
    return exchanges.stream().anyMatch(each -> each.outcome() == Outcome.INFRA_FAIL);
  }

  boolean finished() {
    return exchanges.size() == item.test().turns().size();
  }

  Sample sample(String candidate, String batch, Phase phase) {
    return new Sample(
        new SampleKey(candidate, phase, item.caseId(), item.trial()),
        batch,
        seed,
        item.test().system(),
        exchanges,
        outcome(),
        startedEpochMillis);
  }

  /** The record of a first turn that only warms the candidate up. */
  Sample warmUp(String candidate, String batch, Phase phase, String name) {
    return new Sample(
        new SampleKey(candidate, phase, name, 0),
        batch,
        seed,
        item.test().system(),
        exchanges,
        exchanges.getLast().outcome(),
        startedEpochMillis);
  }

  /**
   * A trial is left out where the endpoint takes no functions, and the model's failure only where
   * every graded answer is: one empty answer among good ones loses its own points when graded.
   */
  private Outcome outcome() {
    if (broken() || !finished()) {
      return Outcome.INFRA_FAIL;
    }
    if (exchanges.stream().anyMatch(each -> each.outcome() == Outcome.SKIPPED)) {
      return Outcome.SKIPPED;
    }
    Case test = item.test();
    boolean answered = false;
    boolean graded = false;
    for (int turn = 0; turn < exchanges.size(); turn++) {
      if (!test.turns().get(turn).checks().isEmpty()) {
        graded = true;
        answered |= exchanges.get(turn).outcome() == Outcome.COMPLETED;
      }
    }
    return graded && !answered ? Outcome.MODEL_FAIL : Outcome.COMPLETED;
  }

  /** The record of a trial that the budget left out. */
  static Sample skipped(Batch.Item item, String candidate, String batch, long seed, long millis) {
    return new Sample(
        new SampleKey(candidate, new Phase.Cases(), item.caseId(), item.trial()),
        batch,
        seed,
        item.test().system(),
        List.of(),
        Outcome.SKIPPED,
        millis);
  }
}
