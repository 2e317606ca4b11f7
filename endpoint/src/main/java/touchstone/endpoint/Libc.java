package touchstone.endpoint;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.Arrays;

/**
 * The calls of Linux's C library that the epoll engine needs, named and numbered as in its headers
 * for x86-64 and AArch64. {@code critical} linkage spares a call its thread-state change, but keeps
 * the thread from a safepoint, so only calls that cannot block have it. Stateless; a caller passes
 * room for the error number, which only one thread may use at a time.
 */
final class Libc {
  static final int INTERRUPTED = 4;
  static final int TRY_AGAIN = 11;
  static final int REFUSED = 111;
  static final int NO_ROUTE = 113;
  static final int IN_PROGRESS = 115;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  static final MethodHandle SOCKET = quick("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  static final MethodHandle CONNECT = slow("connect", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  static final MethodHandle SET_OPTION =
      quick("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  static final MethodHandle GET_OPTION =
      quick("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  static final MethodHandle RECEIVE = quick("recvmsg", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
  static final MethodHandle SEND = quick("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  static final MethodHandle READ = quick("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  static final MethodHandle WRITE = quick("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  static final MethodHandle CLOSE = slow("close", JAVA_INT, JAVA_INT);
  static final MethodHandle EPOLL_CREATE = quick("epoll_create1", JAVA_INT, JAVA_INT);
  static final MethodHandle EPOLL_CONTROL =
      quick("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  static final MethodHandle EPOLL_WAIT =
      slow("epoll_wait", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  static final MethodHandle EVENT_DESCRIPTOR = quick("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
  static final MethodHandle CLOCK = quick("clock_gettime", JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle TEXT =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private Libc() {}

  /** Room for the error number that a call leaves behind; the first argument of every call. */
  static MemorySegment state(Arena arena) {
    return arena.allocate(STATE);
  }

  /** The error number of the last failed call with this state. */
  static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  /** The last failed call with this state as an exception. */
  static IOException failed(MemorySegment state) {
    return failed(errno(state));
  }

  /** An error number as an exception, of the type that the JDK's own channels throw. */
  static IOException failed(int errno) {
    return switch (errno) {
      case REFUSED -> new ConnectException(text(errno));
      case NO_ROUTE -> new NoRouteToHostException(text(errno));
      default -> new IOException(text(errno));
    };
  }

  /** Gives a descriptor back. */
  static void close(MemorySegment state, int descriptor) {
    try {
      // Linux has closed it whatever the answer is.
      int ignored = (int) CLOSE.invokeExact(state, descriptor);
    } catch (Throwable impossible) {
      throw impossible(impossible);
    }
  }

  /** A call through a method handle throws nothing by itself, but has to say so. */
  static IllegalStateException impossible(Throwable thrown) {
    return new IllegalStateException(thrown);
  }

  private static String text(int errno) {
    try {
      return ((MemorySegment) TEXT.invokeExact(errno)).reinterpret(256).getString(0);
    } catch (Throwable impossible) {
      throw impossible(impossible);
    }
  }

  private static MethodHandle quick(String name, MemoryLayout result, MemoryLayout... arguments) {
    return link(name, result, arguments, Linker.Option.critical(false));
  }

  private static MethodHandle slow(String name, MemoryLayout result, MemoryLayout... arguments) {
    return link(name, result, arguments);
  }

  private static MethodHandle link(
      String name, MemoryLayout result, MemoryLayout[] arguments, Linker.Option... more) {
    Linker.Option[] options = Arrays.copyOf(more, more.length + 1);
    options[more.length] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(result, arguments),
        options);
  }
}
