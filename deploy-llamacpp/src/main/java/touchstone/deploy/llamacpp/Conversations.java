package touchstone.deploy.llamacpp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the conversations of one session of batches left behind, by index. A batch of another
 * session wipes it out; the empty session keeps nothing. One thread.
 */
final class Conversations implements AutoCloseable {
  private final Map<Integer, Remembered> byIndex = new HashMap<>();
  private String session = "";

  void enter(String next) {
    if (!next.equals(session)) {
      close();
      session = next;
    }
  }

  boolean keeping() {
    return !session.isEmpty();
  }

  Optional<Remembered> find(int index) {
    return Optional.ofNullable(byIndex.get(index));
  }

  void keep(int index, Remembered state) {
    Remembered before = byIndex.put(index, state);
    if (before != null) {
      before.close();
    }
  }

  @Override
  public void close() {
    byIndex.values().forEach(Remembered::close);
    byIndex.clear();
  }
}
