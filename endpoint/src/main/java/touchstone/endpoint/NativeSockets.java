package touchstone.endpoint;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Non-blocking TCP sockets of a 64-bit Linux through its C library, with the kernel's receive
 * stamps. Numbers and layouts are those of the kernel's headers for x86-64 and AArch64. Owns the
 * memory that its calls share, so it belongs to one event loop.
 */
final class NativeSockets {
  private static final int FAMILY_4 = 2;
  private static final int FAMILY_6 = 10;
  private static final int STREAM_NON_BLOCKING_CLOSE_ON_EXEC = 1 | 0x800 | 0x80000;
  private static final int LEVEL_SOCKET = 1;
  private static final int LEVEL_TCP = 6;
  private static final int NO_DELAY = 1;
  private static final int ERROR = 4;
  private static final int STAMP_NANOS = 35;
  private static final int DONT_WAIT_NO_SIGNAL = 0x40 | 0x4000;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int CONTROL_BYTES = 128;
  private static final long NANOS_PER_S = 1_000_000_000;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment state = Libc.state(arena);
  private final MemorySegment address = arena.allocate(28, 8);
  private final MemorySegment number = arena.allocate(8, 8);
  private final MemorySegment size = arena.allocate(8, 8);
  private final MemorySegment time = arena.allocate(16, 8);
  private final MemorySegment buffer = arena.allocate(BUFFER_BYTES, 64);
  private final MemorySegment control = arena.allocate(CONTROL_BYTES, 8);
  private final MemorySegment vector = arena.allocate(16, 8);
  private final MemorySegment message = arena.allocate(56, 8);
  private final ByteBuffer view = buffer.asByteBuffer();

  NativeSockets() {
    vector.set(ADDRESS, 0, buffer);
    message.set(ADDRESS, 16, vector);
    message.set(JAVA_LONG, 24, 1);
    message.set(ADDRESS, 32, control);
  }

  /** A socket for IPv4 or IPv6, its options set. */
  int open(boolean six) throws IOException {
    int family = six ? FAMILY_6 : FAMILY_4;
    int descriptor;
    try {
      descriptor =
          (int) Libc.SOCKET.invokeExact(state, family, STREAM_NON_BLOCKING_CLOSE_ON_EXEC, 0);
    } catch (Throwable impossible) {
      throw Libc.impossible(impossible);
    }
    if (descriptor < 0) {
      throw Libc.failed(state);
    }
    switchOn(descriptor, LEVEL_TCP, NO_DELAY);
    switchOn(descriptor, LEVEL_SOCKET, STAMP_NANOS);
    return descriptor;
  }

  static boolean six(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address;
  }

  /** Starts to connect; true if that is done at once. */
  boolean connect(int descriptor, InetSocketAddress to) throws IOException {
    int length = write(to);
    int result;
    try {
      result = (int) Libc.CONNECT.invokeExact(state, descriptor, address, length);
    } catch (Throwable impossible) {
      throw Libc.impossible(impossible);
    }
    if (result < 0 && Libc.errno(state) != Libc.IN_PROGRESS) {
      throw Libc.failed(state);
    }
    return result == 0;
  }

  /** Throws what became of a connecting that has ended, if it failed. */
  void finishConnect(int descriptor) throws IOException {
    size.set(JAVA_INT, 0, 4);
    int result;
    try {
      result =
          (int) Libc.GET_OPTION.invokeExact(state, descriptor, LEVEL_SOCKET, ERROR, number, size);
    } catch (Throwable impossible) {
      throw Libc.impossible(impossible);
    }
    if (result < 0) {
      throw Libc.failed(state);
    }
    int error = number.get(JAVA_INT, 0);
    if (error != 0) {
      throw Libc.failed(error);
    }
  }

  /** Reads once; how many bytes came, 0 for none, −1 at the end. */
  int receive(int descriptor, ByteBuffer into) throws IOException {
    int room = Math.min(into.remaining(), BUFFER_BYTES);
    if (room == 0) {
      return 0; // The kernel would answer 0 as well, which means the end everywhere else.
    }
    vector.set(JAVA_LONG, 8, room);
    message.set(JAVA_LONG, 40, CONTROL_BYTES);
    long count;
    try {
      count = (long) Libc.RECEIVE.invokeExact(state, descriptor, message, DONT_WAIT_NO_SIGNAL);
    } catch (Throwable impossible) {
      throw Libc.impossible(impossible);
    }
    if (count < 0) {
      return nothingYet();
    }
    if (count == 0) {
      return -1;
    }
    into.put(view.clear().limit((int) count));
    return (int) count;
  }

  /** The kernel's stamp of the last read in wall-clock nanoseconds, 0 if it has none. */
  long kernelStampNanos() {
    long length = message.get(JAVA_LONG, 40);
    boolean stamped =
        length >= 32
            && control.get(JAVA_INT, 8) == LEVEL_SOCKET
            && control.get(JAVA_INT, 12) == STAMP_NANOS;
    return stamped ? control.get(JAVA_LONG, 16) * NANOS_PER_S + control.get(JAVA_LONG, 24) : 0;
  }

  /** Writes once what the kernel takes. */
  void send(int descriptor, ByteBuffer bytes) throws IOException {
    int offered = Math.min(bytes.remaining(), BUFFER_BYTES);
    view.clear().put(bytes.slice(bytes.position(), offered));
    long count;
    try {
      count =
          (long)
              Libc.SEND.invokeExact(state, descriptor, buffer, (long) offered, DONT_WAIT_NO_SIGNAL);
    } catch (Throwable impossible) {
      throw Libc.impossible(impossible);
    }
    bytes.position(bytes.position() + (count < 0 ? nothingYet() : (int) count));
  }

  /** The wall clock, nanoseconds since 1970. */
  long wallNanos() {
    int ignored;
    try {
      ignored = (int) Libc.CLOCK.invokeExact(state, 0, time);
    } catch (Throwable impossible) {
      throw Libc.impossible(impossible);
    }
    return ignored < 0 ? 0 : time.get(JAVA_LONG, 0) * NANOS_PER_S + time.get(JAVA_LONG, 8);
  }

  void close(int descriptor) {
    Libc.close(state, descriptor);
  }

  private void switchOn(int descriptor, int level, int option) throws IOException {
    number.set(JAVA_INT, 0, 1);
    int result;
    try {
      result = (int) Libc.SET_OPTION.invokeExact(state, descriptor, level, option, number, 4);
    } catch (Throwable impossible) {
      throw Libc.impossible(impossible);
    }
    if (result < 0) {
      IOException why = Libc.failed(state);
      Libc.close(state, descriptor);
      throw why;
    }
  }

  private int write(InetSocketAddress to) {
    byte[] ip = to.getAddress().getAddress();
    boolean six = six(to);
    address.fill((byte) 0);
    address.set(JAVA_SHORT, 0, (short) (six ? FAMILY_6 : FAMILY_4));
    address.set(JAVA_SHORT, 2, Short.reverseBytes((short) to.getPort()));
    MemorySegment.copy(MemorySegment.ofArray(ip), 0, address, six ? 8 : 4, ip.length);
    if (to.getAddress() instanceof Inet6Address scoped) {
      address.set(JAVA_INT, 24, scoped.getScopeId());
    }
    return six ? 28 : 16;
  }

  private int nothingYet() throws IOException {
    int errno = Libc.errno(state);
    if (errno == Libc.TRY_AGAIN || errno == Libc.INTERRUPTED) {
      return 0;
    }
    throw Libc.failed(errno);
  }
}
