package touchstone.deploy.llamacpp;

import static touchstone.deploy.llamacpp.Libraries.BOOL;
import static touchstone.deploy.llamacpp.Libraries.INT;
import static touchstone.deploy.llamacpp.Libraries.POINTER;
import static touchstone.deploy.llamacpp.Libraries.failed;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;

/**
 * The key-value memory of some sequences and the power to decode them. One thread at a time.
 *
 * <p>Each sequence has a stream of its own (not the unified memory, in which attention walks over
 * everybody's cells: measured 9 % slower with four sequences, 35 % with eight). A step is then one
 * pass over the weights only where the sequences in it have consecutive numbers.
 */
final class Context implements AutoCloseable {
  /** Most tokens in one call of {@link #decode}. */
  static final int MOST_TOKENS = 2048;

  private static final StructLayout PARAMETERS = Libraries.struct(160);
  private static final int CELLS_ALIGNED = 256;

  private final ContextFunctions functions;
  private final MemorySegment context;
  private final MemorySegment memory;
  private final int sequences;

  private Context(ContextFunctions functions, MemorySegment context, int sequences) {
    this.functions = functions;
    this.context = context;
    this.memory = functions.memory(context);
    this.sequences = sequences;
  }

  /**
   * @param tokens that each sequence can hold
   * @throws touchstone.model.ProblemException where the library refuses, most often for want of
   *     memory
   */
  static Context create(
      Libraries libraries, NativeLog log, Weights weights, int sequences, int tokens, int threads) {
    MemorySegment context;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment parameters =
          (MemorySegment)
              libraries
                  .function("llama_context_default_params", PARAMETERS)
                  .invokeExact((SegmentAllocator) arena);
      checkDefaults(parameters);
      fill(parameters, sequences, tokens, threads);
      context =
          (MemorySegment)
              libraries
                  .function("llama_init_from_model", POINTER, POINTER, PARAMETERS)
                  .invokeExact(weights.pointer(), parameters);
    } catch (RuntimeException problem) {
      throw problem;
    } catch (Throwable cause) {
      throw failed(cause);
    }
    if (context.address() == 0) {
      throw EngineProblems.noContext(sequences, tokens, log.errors());
    }
    return new Context(new ContextFunctions(libraries), context, sequences);
  }

  private static void checkDefaults(MemorySegment parameters) {
    boolean known =
        parameters.get(INT, 0) == 512
            && parameters.get(INT, 4) == 2048
            && parameters.get(INT, 8) == 512
            && parameters.get(INT, 12) == 1
            && parameters.get(INT, 24) == 1
            && parameters.get(INT, 28) == parameters.get(INT, 32)
            && parameters.get(INT, 104) == 1
            && parameters.get(BOOL, 132)
            && !parameters.get(BOOL, 133);
    if (!known) {
      throw Libraries.wrongRelease("not laid out as v" + Libraries.VERSION);
    }
  }

  private static void fill(MemorySegment parameters, int sequences, int tokens, int threads) {
    int aligned = (tokens + CELLS_ALIGNED - 1) / CELLS_ALIGNED * CELLS_ALIGNED;
    parameters.set(INT, 0, Math.multiplyExact(aligned, sequences));
    parameters.set(INT, 4, MOST_TOKENS);
    parameters.set(INT, 12, sequences);
    parameters.set(INT, 20, sequences);
    parameters.set(INT, 28, threads);
    parameters.set(INT, 32, threads);
  }

  int sequences() {
    return sequences;
  }

  MemorySegment pointer() {
    return context;
  }

  /**
   * Decodes the tokens.
   *
   * @throws IllegalStateException where the library cannot
   */
  void decode(TokenBatch batch) {
    int result = functions.decode(context, batch.struct());
    if (result != 0) {
      throw new IllegalStateException(
          "llama_decode of %d tokens gave %d".formatted(batch.size(), result));
    }
  }

  /** Forgets what a sequence holds from a position on. */
  void forget(int sequence, int from) {
    if (!functions.remove(memory, sequence, from, -1)) {
      throw new IllegalStateException(
          "sequence %d cannot be cut at position %d".formatted(sequence, from));
    }
  }

  /** A copy of what a sequence holds, which any sequence can continue. */
  SavedState save(int sequence) {
    SavedState state = new SavedState(functions.stateSize(context, sequence));
    if (functions.saveState(context, state.bytes(), sequence) == 0) {
      state.close();
      throw new IllegalStateException("the state of sequence " + sequence + " cannot be saved");
    }
    return state;
  }

  /** Replaces what a sequence holds. */
  void restore(SavedState state, int sequence) {
    forget(sequence, 0);
    if (functions.restoreState(context, state.bytes(), sequence) == 0) {
      throw new IllegalStateException("sequence " + sequence + " cannot take a saved state");
    }
  }

  @Override
  public void close() {
    functions.free(context);
  }
}
