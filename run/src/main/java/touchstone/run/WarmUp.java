package touchstone.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import touchstone.model.BatchSlot;
import touchstone.model.Case;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.Exchange;
import touchstone.model.Phase;
import touchstone.model.Sample;
import touchstone.model.Sampling;
import touchstone.model.Text;
import touchstone.model.Ticker;

/**
 * The first requests to a candidate: kept in the log and flagged, never counted. One batch of first
 * turns and one request alone show how fast it is.
 */
final class WarmUp {
  private static final Text NAME = new Text("预热", "warm-up");

  private static final Sampling FILL = new Sampling(4, 0, OptionalDouble.empty());

  private final String name;
  private final Session session;
  private final Endpoint endpoint;
  private final Ticker ticker;

  /**
   * @param name unique in the run, for its samples
   */
  WarmUp(String name, Session session, Endpoint endpoint, Ticker ticker) {
    this.name = name;
    this.session = session;
    this.endpoint = endpoint;
    this.ticker = ticker;
  }

  /**
   * @param cases to take prompts from, at least 1
   * @param size of a batch
   * @throws Deadline.TimeUp if the budget ends meanwhile
   */
  Pace run(List<Case> cases, int size) {
    session.advanced(NAME, 0, 2, OptionalDouble.empty());
    List<Batch.Item> items = items(talking(cases), size);
    // the first request brings the shared prompt into the engine's memory: not timed
    Sampling graded = session.plan().sampling();
    ask(items.subList(0, 1), FILL, "fill");
    double batch = ask(items, graded, "batch");
    session.advanced(NAME, 1, 2, OptionalDouble.empty());
    double single = ask(items.subList(0, 1), session.plan().loadSampling(), "single");
    session.advanced(NAME, 2, 2, OptionalDouble.of(0));
    return new Pace(batch, single);
  }

  /** Cases that offer no functions, which an endpoint may refuse; all where there are no others. */
  private static List<Case> talking(List<Case> cases) {
    List<Case> talking = cases.stream().filter(ToolCases::talks).toList();
    return talking.isEmpty() ? cases : talking;
  }

  private static List<Batch.Item> items(List<Case> cases, int size) {
    List<Batch.Item> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Case each = cases.get(i % cases.size());
      items.add(new Batch.Item("warmup/" + i, each, i));
    }
    return items;
  }

  /** Asks the first turns side by side; returns the seconds that it took. */
  private double ask(List<Batch.Item> items, Sampling sampling, String part) {
    String id = name + "/" + part;
    List<Dialogue> dialogues =
        items.stream()
            .map(item -> new Dialogue(item, sampling, item.trial(), session.clock()))
            .toList();
    List<Runnable> work = new ArrayList<>();
    for (int i = 0; i < dialogues.size(); i++) {
      Dialogue dialogue = dialogues.get(i);
      Optional<BatchSlot> slot =
          endpoint.takesBatches()
              ? Optional.of(new BatchSlot(id, dialogues.size(), i, id))
              : Optional.empty();
      work.add(() -> dialogue.turn(this::answer, endpoint, slot));
    }
    long start = ticker.nanos();
    Gang.all(work);
    double seconds = (ticker.nanos() - start) / 1e9;
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < dialogues.size(); i++) {
      samples.add(
          dialogues.get(i).warmUp(session.candidate().id(), id, new Phase.WarmUp(), id + "/" + i));
    }
    session.samples().append(samples);
    session.charge(samples);
    return seconds;
  }

  private Exchange answer(Endpoint to, ChatRequest request) {
    return session.within(1, () -> session.asker().ask(to, request));
  }
}
