package touchstone.endpoint;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One epoll instance with an event descriptor that ends its wait. Belongs to one event loop; only
 * {@link #ring} may be called by other threads.
 */
final class EpollSet {
  static final int READABLE = 1;
  static final int WRITABLE = 4;

  /** An error, or both directions closed; reported whatever is waited for. */
  static final int BROKEN = 8 | 0x10;

  private static final int ADD = 1;
  private static final int REMOVE = 2;
  private static final int MODIFY = 3;
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final int NON_BLOCKING = 0x800;
  private static final int EVENTS = 256;

  // The kernel packs struct epoll_event on x86-64 only.
  private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
  private static final int STRIDE = PACKED ? 12 : 16;
  private static final int DATA = PACKED ? 4 : 8;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment state = Libc.state(arena);
  private final MemorySegment ringState = Libc.state(arena);
  private final MemorySegment one = arena.allocate(8, 8);
  private final MemorySegment sink = arena.allocate(8, 8);
  private final MemorySegment event = arena.allocate(16, 8);
  private final MemorySegment events = arena.allocate((long) EVENTS * STRIDE, 8);
  private final AtomicBoolean rung = new AtomicBoolean();
  private final int epoll;
  private final int bell;
  private boolean closed;

  EpollSet() throws IOException {
    one.set(JAVA_LONG, 0, 1);
    epoll = create();
    bell = bell();
    control(ADD, bell, 0, READABLE);
  }

  void add(int descriptor, int serial, int bits) throws IOException {
    control(ADD, descriptor, serial, bits);
  }

  void change(int descriptor, int serial, int bits) throws IOException {
    control(MODIFY, descriptor, serial, bits);
  }

  void remove(int descriptor) throws IOException {
    control(REMOVE, descriptor, 0, 0);
  }

  /** Waits for so many milliseconds at most; how many events there are. */
  int await(int millis) throws IOException {
    int count;
    try {
      count = (int) Libc.EPOLL_WAIT.invokeExact(state, epoll, events, EVENTS, millis);
    } catch (Throwable impossible) {
      throw Libc.impossible(impossible);
    }
    if (count < 0 && Libc.errno(state) != Libc.INTERRUPTED) {
      throw Libc.failed(state);
    }
    return Math.max(count, 0);
  }

  int bits(int index) {
    return events.get(JAVA_INT_UNALIGNED, (long) index * STRIDE);
  }

  int descriptor(int index) {
    return events.get(JAVA_INT_UNALIGNED, (long) index * STRIDE + DATA);
  }

  int serial(int index) {
    return events.get(JAVA_INT_UNALIGNED, (long) index * STRIDE + DATA + 4);
  }

  /** Ends the present or the next wait; a bell that rings already is left alone. */
  void ring() {
    if (rung.compareAndSet(false, true)) {
      strike();
    }
  }

  /** Takes the ring's event away, if this descriptor is the bell. */
  boolean silenced(int descriptor) {
    if (descriptor != bell) {
      return false;
    }
    try {
      long ignored = (long) Libc.READ.invokeExact(state, bell, sink, 8L);
    } catch (Throwable impossible) {
      throw Libc.impossible(impossible);
    }
    // Before the loop looks for what the ringer left: whoever comes later rings again.
    rung.set(false);
    return true;
  }

  synchronized void close() {
    if (!closed) {
      closed = true;
      Libc.close(state, bell);
      Libc.close(state, epoll);
    }
  }

  private synchronized void strike() {
    if (!closed) {
      try {
        long ignored = (long) Libc.WRITE.invokeExact(ringState, bell, one, 8L);
      } catch (Throwable impossible) {
        throw Libc.impossible(impossible);
      }
    }
  }

  private int create() throws IOException {
    int made;
    try {
      made = (int) Libc.EPOLL_CREATE.invokeExact(state, CLOSE_ON_EXEC);
    } catch (Throwable impossible) {
      throw Libc.impossible(impossible);
    }
    if (made < 0) {
      throw Libc.failed(state);
    }
    return made;
  }

  private int bell() throws IOException {
    int made;
    try {
      made = (int) Libc.EVENT_DESCRIPTOR.invokeExact(state, 0, CLOSE_ON_EXEC | NON_BLOCKING);
    } catch (Throwable impossible) {
      throw Libc.impossible(impossible);
    }
    if (made < 0) {
      IOException why = Libc.failed(state);
      Libc.close(state, epoll);
      throw why;
    }
    return made;
  }

  private void control(int operation, int descriptor, int serial, int bits) throws IOException {
    event.set(JAVA_INT, 0, bits);
    event.set(JAVA_INT_UNALIGNED, DATA, descriptor);
    event.set(JAVA_INT_UNALIGNED, DATA + 4, serial);
    int result;
    try {
      result = (int) Libc.EPOLL_CONTROL.invokeExact(state, epoll, operation, descriptor, event);
    } catch (Throwable impossible) {
      throw Libc.impossible(impossible);
    }
    if (result < 0) {
      throw Libc.failed(state);
    }
  }
}
