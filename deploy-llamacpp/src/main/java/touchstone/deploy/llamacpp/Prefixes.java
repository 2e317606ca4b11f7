package touchstone.deploy.llamacpp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * The states of the prefixes (system prompts, example turns) used last. A prefix is always decoded
 * alone, so its state is the same whether it was kept or not. One thread.
 */
final class Prefixes implements AutoCloseable {
  /** Shorter ones are decoded again as quickly as they are copied. */
  static final int SHORTEST = 16;

  private static final int MOST = 8;
  private static final long MOST_BYTES = 512L << 20;

  private final Deque<Remembered> kept = new ArrayDeque<>();

  /** The state of exactly these tokens. */
  Optional<SavedState> find(int[] tokens, int length) {
    for (Iterator<Remembered> all = kept.iterator(); all.hasNext(); ) {
      Remembered each = all.next();
      if (each.is(tokens, length)) {
        all.remove();
        kept.addFirst(each);
        return Optional.of(each.state());
      }
    }
    return Optional.empty();
  }

  void keep(Remembered prefix) {
    kept.addFirst(prefix);
    while (kept.size() > MOST || (kept.size() > 1 && bytes() > MOST_BYTES)) {
      kept.removeLast().close();
    }
  }

  private long bytes() {
    return kept.stream().mapToLong(each -> each.state().bytes().byteSize()).sum();
  }

  @Override
  public void close() {
    kept.forEach(Remembered::close);
    kept.clear();
  }
}
