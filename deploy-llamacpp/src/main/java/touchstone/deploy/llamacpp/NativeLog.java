package touchstone.deploy.llamacpp;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What llama.cpp says: everything goes to a stream, the last errors are kept to be quoted. Safe for
 * use by several threads.
 */
final class NativeLog {
  private static final int ERROR = 4;
  private static final int CONTINUED = 5;
  private static final int KEPT = 20;

  private final PrintStream out;
  private final Deque<String> errors = new ArrayDeque<>();
  private String variant = "unknown";
  private int level;

  NativeLog(PrintStream out) {
    this.out = out;
  }

  MemorySegment callback(Linker linker) throws ReflectiveOperationException {
    var handle =
        MethodHandles.lookup()
            .findVirtual(
                NativeLog.class,
                "accept",
                MethodType.methodType(
                    void.class, int.class, MemorySegment.class, MemorySegment.class))
            .bindTo(this);
    return linker.upcallStub(
        handle,
        FunctionDescriptor.ofVoid(Libraries.INT, Libraries.POINTER, Libraries.POINTER),
        Arena.global());
  }

  /** Called by the library; an exception here would end the process. */
  @SuppressWarnings("unused")
  private void accept(int newLevel, MemorySegment text, MemorySegment data) {
    try {
      take(newLevel, Libraries.string(text));
    } catch (RuntimeException cause) {
      out.println("log line lost: " + cause);
    }
  }

  private synchronized void take(int newLevel, String text) {
    out.print(text);
    level = newLevel == CONTINUED ? level : newLevel;
    if (level == ERROR && !text.isBlank()) {
      errors.addLast(text.strip());
      if (errors.size() > KEPT) {
        errors.removeFirst();
      }
    }
    int at = text.indexOf("libggml-cpu-");
    if (at >= 0 && text.contains("loaded")) {
      variant = text.substring(at + "libggml-cpu-".length()).split("\\.", 2)[0];
    }
  }

  /** The last lines that were errors, oldest first. */
  synchronized List<String> errors() {
    return List.copyOf(errors);
  }

  /** Which build of the CPU code was chosen, e.g. {@code icelake}; {@code unknown} if not said. */
  synchronized String variant() {
    return variant;
  }
}
