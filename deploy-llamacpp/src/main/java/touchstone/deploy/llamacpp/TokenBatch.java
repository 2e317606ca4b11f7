package touchstone.deploy.llamacpp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static touchstone.deploy.llamacpp.Libraries.INT;
import static touchstone.deploy.llamacpp.Libraries.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Tokens to decode in one call: a {@code llama_batch} that is filled again and again. */
final class TokenBatch implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final MemorySegment struct = arena.allocate(ContextFunctions.BATCH);
  private final MemorySegment tokens;
  private final MemorySegment positions;
  private final MemorySegment sequences;
  private final MemorySegment wanted;
  private final int room;
  private int size;

  TokenBatch(int room) {
    this.room = room;
    tokens = arena.allocate(INT, room);
    positions = arena.allocate(INT, room);
    sequences = arena.allocate(INT, room);
    wanted = arena.allocate(room);
    MemorySegment counts = arena.allocate(INT, room);
    MemorySegment pointers = arena.allocate(POINTER, room);
    for (int i = 0; i < room; i++) {
      counts.setAtIndex(INT, i, 1);
      pointers.setAtIndex(POINTER, i, sequences.asSlice(i * 4L, 4));
    }
    struct.set(POINTER, 8, tokens);
    struct.set(POINTER, 24, positions);
    struct.set(POINTER, 32, counts);
    struct.set(POINTER, 40, pointers);
    struct.set(POINTER, 48, wanted);
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  int left() {
    return room - size;
  }

  /**
   * @param sampled whether the token after it will be sampled
   * @return its place in the batch
   */
  int add(int token, int position, int sequence, boolean sampled) {
    tokens.setAtIndex(INT, size, token);
    positions.setAtIndex(INT, size, position);
    sequences.setAtIndex(INT, size, sequence);
    wanted.set(JAVA_BYTE, size, (byte) (sampled ? 1 : 0));
    return size++;
  }

  MemorySegment struct() {
    struct.set(INT, 0, size);
    return struct;
  }

  @Override
  public void close() {
    arena.close();
  }
}
