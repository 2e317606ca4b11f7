package touchstone.deploy.llamacpp;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The key-value state of one sequence, outside the context; closing frees its memory. */
final class SavedState implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment bytes;

  SavedState(long size) {
    bytes = arena.allocate(size, 64);
  }

  MemorySegment bytes() {
    return bytes;
  }

  @Override
  public void close() {
    arena.close();
  }
}
