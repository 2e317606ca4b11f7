package touchstone.deploy.llamacpp;

import static touchstone.deploy.llamacpp.Libraries.BOOL;
import static touchstone.deploy.llamacpp.Libraries.INT;
import static touchstone.deploy.llamacpp.Libraries.LONG;
import static touchstone.deploy.llamacpp.Libraries.POINTER;
import static touchstone.deploy.llamacpp.Libraries.failed;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** The functions of llama.h that work on a context, under their own meaning. */
final class ContextFunctions {
  /** {@code llama_batch}: a count and six pointers. */
  static final StructLayout BATCH = Libraries.struct(56);

  private final MethodHandle decode;
  private final MethodHandle memory;
  private final MethodHandle remove;
  private final MethodHandle stateSize;
  private final MethodHandle saveState;
  private final MethodHandle restoreState;
  private final MethodHandle free;

  ContextFunctions(Libraries of) {
    decode = of.function("llama_decode", INT, POINTER, BATCH);
    memory = of.function("llama_get_memory", POINTER, POINTER);
    remove = of.function("llama_memory_seq_rm", BOOL, POINTER, INT, INT, INT);
    stateSize = of.function("llama_state_seq_get_size", LONG, POINTER, INT);
    saveState = of.function("llama_state_seq_get_data", LONG, POINTER, POINTER, LONG, INT);
    restoreState = of.function("llama_state_seq_set_data", LONG, POINTER, POINTER, LONG, INT);
    free = of.procedure("llama_free", POINTER);
  }

  int decode(MemorySegment context, MemorySegment batch) {
    try {
      return (int) decode.invokeExact(context, batch);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  MemorySegment memory(MemorySegment context) {
    try {
      return (MemorySegment) memory.invokeExact(context);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  boolean remove(MemorySegment memoryOf, int sequence, int from, int to) {
    try {
      return (boolean) remove.invokeExact(memoryOf, sequence, from, to);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  long stateSize(MemorySegment context, int sequence) {
    try {
      return (long) stateSize.invokeExact(context, sequence);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  long saveState(MemorySegment context, MemorySegment to, int sequence) {
    try {
      return (long) saveState.invokeExact(context, to, to.byteSize(), sequence);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  long restoreState(MemorySegment context, MemorySegment from, int sequence) {
    try {
      return (long) restoreState.invokeExact(context, from, from.byteSize(), sequence);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  void free(MemorySegment context) {
    try {
      free.invokeExact(context);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }
}
