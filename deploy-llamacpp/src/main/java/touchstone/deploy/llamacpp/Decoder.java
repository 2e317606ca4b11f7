package touchstone.deploy.llamacpp;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sequences that are being decoded and the one step that moves all of them on. One thread.
 *
 * <p>Sequences are kept at consecutive numbers from 0: only then do they share one pass over the
 * weights. Where one ends in the middle and nobody waits for its place, the last one moves there.
 */
final class Decoder implements AutoCloseable {
  /** Most prompt tokens in a step beside sequences that draw, so that these do not stutter. */
  private static final int BESIDE_DRAWING = 512;

  private final Context context;
  private final Weights weights;
  private final Samplers samplers;
  private final Prefixes prefixes = new Prefixes();
  private final TokenBatch batch = new TokenBatch(Context.MOST_TOKENS);
  private final boolean trims;
  private final int room;
  private final @Nullable Sequence[] sequences;
  private final int[] places;

  /**
   * @param room tokens that each sequence can hold
   */
  Decoder(Context context, Weights weights, Samplers samplers, boolean trims, int room) {
    this.context = context;
    this.weights = weights;
    this.samplers = samplers;
    this.trims = trims;
    this.room = room;
    this.sequences = new Sequence[context.sequences()];
    this.places = new int[context.sequences()];
  }

  /** Hears of a sequence that has ended, while the memory still holds its state. */
  @FunctionalInterface
  interface Ended {
    void ended(Sequence sequence, int number);
  }

  int active() {
    return (int) Arrays.stream(sequences).filter(each -> each != null).count();
  }

  boolean full() {
    return active() == sequences.length;
  }

  /**
   * Begins a job in the first free place.
   *
   * @throws ApiFault where it cannot be begun
   */
  void start(Job job, Optional<Remembered> earlier) {
    Samplers.Chain chain = samplers.chain(job.drawing());
    int number = 0;
    while (sequences[number] != null) {
      number++;
    }
    try {
      job.answer().begins();
      int cached = recall(job.prompt(), number, earlier);
      sequences[number] = new Sequence(job, chain, trims, room, cached);
    } catch (RuntimeException fault) {
      chain.close();
      throw fault;
    }
  }

  /** Decodes what is pending, as much as fits, and draws the tokens that have become due. */
  void step(Ended ended) {
    dropCancelled(ended);
    compact();
    int active = active();
    if (active == 0) {
      return;
    }
    fill(active);
    context.decode(batch);
    for (int number = 0; number < active; number++) {
      Sequence sequence = at(number);
      if (places[number] >= 0 && sequence.draw(context, weights, places[number])) {
        ended.ended(sequence, number);
        release(number);
      }
    }
  }

  private void dropCancelled(Ended ended) {
    for (int number = 0; number < sequences.length; number++) {
      Sequence sequence = sequences[number];
      if (sequence != null && sequence.job().cancelled() && sequence.job().batch().isEmpty()) {
        ended.ended(sequence, number);
        release(number);
      }
    }
  }

  /** Gives up everything, for whatever reason, telling the answers. */
  void abandon(ApiFault reason) {
    for (int number = 0; number < sequences.length; number++) {
      Sequence sequence = sequences[number];
      if (sequence != null) {
        sequence.job().answer().fails(reason);
        release(number);
      }
    }
  }

  /** Whether every client that waits for one of the sequences has gone away. */
  boolean deserted() {
    return Arrays.stream(sequences).allMatch(each -> each == null || each.job().cancelled());
  }

  Remembered remember(Sequence sequence, int number) {
    return new Remembered(sequence.kept(), context.save(number));
  }

  private void fill(int active) {
    batch.clear();
    boolean drawing = false;
    for (int number = 0; number < active; number++) {
      drawing |= at(number).drawing();
    }
    int prompts = drawing ? BESIDE_DRAWING : Context.MOST_TOKENS;
    for (int number = 0; number < active; number++) {
      Sequence sequence = at(number);
      int reserved = active - number - 1;
      int most = sequence.drawing() ? 1 : Math.min(prompts, batch.left() - reserved);
      int before = batch.size();
      places[number] = sequence.fill(batch, number, most);
      prompts -= sequence.drawing() ? 0 : batch.size() - before;
    }
  }

  private Sequence at(int number) {
    Sequence sequence = sequences[number];
    if (sequence == null) {
      throw new IllegalStateException("sequences are not consecutive: none at " + number);
    }
    return sequence;
  }

  private void release(int number) {
    at(number).close();
    sequences[number] = null;
    context.forget(number, 0);
  }

  private void compact() {
    int low = 0;
    int high = sequences.length - 1;
    while (true) {
      while (low < high && sequences[low] != null) {
        low++;
      }
      while (high > low && sequences[high] == null) {
        high--;
      }
      if (low >= high) {
        return;
      }
      try (SavedState moved = context.save(high)) {
        context.restore(moved, low);
      }
      context.forget(high, 0);
      sequences[low] = sequences[high];
      sequences[high] = null;
    }
  }

  /** Brings the start of a prompt into the memory without decoding it, as far as it is known. */
  private int recall(Prompt prompt, int number, Optional<Remembered> earlier) {
    int[] tokens = prompt.tokens();
    int prefix = prompt.prefix();
    if (earlier.isPresent() && earlier.get().startOf(tokens) >= Math.max(prefix, 1)) {
      int same = earlier.get().startOf(tokens);
      context.restore(earlier.get().state(), number);
      context.forget(number, same);
      return same;
    }
    context.forget(number, 0);
    if (prefix < Prefixes.SHORTEST || prefix >= tokens.length) {
      return 0;
    }
    Optional<SavedState> known = prefixes.find(tokens, prefix);
    if (known.isPresent()) {
      context.restore(known.get(), number);
      return prefix;
    }
    decodeAlone(tokens, prefix, number);
    prefixes.keep(new Remembered(Arrays.copyOf(tokens, prefix), context.save(number)));
    return prefix;
  }

  private void decodeAlone(int[] tokens, int count, int number) {
    for (int from = 0; from < count; from += Context.MOST_TOKENS) {
      batch.clear();
      for (int i = from; i < Math.min(count, from + Context.MOST_TOKENS); i++) {
        batch.add(tokens[i], i, number, false);
      }
      context.decode(batch);
    }
  }

  @Override
  public void close() {
    prefixes.close();
    batch.close();
    context.close();
  }
}
