package touchstone.deploy.llamacpp;

import static touchstone.deploy.llamacpp.Libraries.BOOL;
import static touchstone.deploy.llamacpp.Libraries.FLOAT;
import static touchstone.deploy.llamacpp.Libraries.INT;
import static touchstone.deploy.llamacpp.Libraries.LONG;
import static touchstone.deploy.llamacpp.Libraries.POINTER;
import static touchstone.deploy.llamacpp.Libraries.failed;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Builds the chains that draw the next token. Safe for use by several threads. */
final class Samplers {
  /**
   * Candidates kept where the request says nothing: of a vocabulary of 262,144 the rest costs more
   * time than it has probability.
   */
  static final int CANDIDATES = 100;

  private static final StructLayout CHAIN = MemoryLayout.structLayout(BOOL);

  private final MethodHandle chain;
  private final MethodHandle add;
  private final MethodHandle greedy;
  private final MethodHandle dist;
  private final MethodHandle topK;
  private final MethodHandle topP;
  private final MethodHandle temperature;
  private final MethodHandle penalties;
  private final MethodHandle grammar;
  private final MethodHandle sample;
  private final MethodHandle free;
  private final Weights weights;
  private final int contextTokens;

  /**
   * @param contextTokens that one answer can have at most
   */
  Samplers(Libraries of, Weights weights, int contextTokens) {
    this.weights = weights;
    this.contextTokens = contextTokens;
    chain = of.function("llama_sampler_chain_init", POINTER, CHAIN);
    add = of.procedure("llama_sampler_chain_add", POINTER, POINTER);
    greedy = of.function("llama_sampler_init_greedy", POINTER);
    dist = of.function("llama_sampler_init_dist", POINTER, INT);
    topK = of.function("llama_sampler_init_top_k", POINTER, INT);
    topP = of.function("llama_sampler_init_top_p", POINTER, FLOAT, LONG);
    temperature = of.function("llama_sampler_init_temp", POINTER, FLOAT);
    penalties = of.function("llama_sampler_init_penalties", POINTER, INT, INT, FLOAT, FLOAT, FLOAT);
    grammar = of.function("llama_sampler_init_grammar", POINTER, POINTER, POINTER, POINTER);
    sample = of.function("llama_sampler_sample", INT, POINTER, POINTER, INT);
    free = of.procedure("llama_sampler_free", POINTER);
  }

  /** Draws tokens for one answer; holds what it has drawn. One thread at a time. */
  final class Chain implements AutoCloseable {
    private final MemorySegment pointer;

    private Chain(MemorySegment pointer) {
      this.pointer = pointer;
    }

    /**
     * @param place of the token in the batch that was decoded last
     */
    int sample(Context context, int place) {
      try {
        return (int) sample.invokeExact(pointer, context.pointer(), place);
      } catch (Throwable cause) {
        throw failed(cause);
      }
    }

    @Override
    public void close() {
      try {
        free.invokeExact(pointer);
      } catch (Throwable cause) {
        throw failed(cause);
      }
    }
  }

  /**
   * @throws ApiFault where the grammar cannot be read
   */
  Chain chain(Drawing drawing) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment all = (MemorySegment) chain.invokeExact(arena.allocate(CHAIN).fill((byte) 1));
      Chain result = new Chain(all);
      Optional<String> rules = drawing.grammar();
      if (rules.isPresent()) {
        add.invokeExact(all, grammar(arena, rules.get(), result));
      }
      penalties(all, drawing);
      if (drawing.temperature() <= 0) {
        add.invokeExact(all, (MemorySegment) greedy.invokeExact());
        return result;
      }
      if (drawing.topK() > 0) {
        add.invokeExact(all, (MemorySegment) topK.invokeExact(drawing.topK()));
      }
      if (drawing.topP() < 1) {
        add.invokeExact(all, (MemorySegment) topP.invokeExact((float) drawing.topP(), 1L));
      }
      add.invokeExact(all, (MemorySegment) temperature.invokeExact((float) drawing.temperature()));
      add.invokeExact(all, (MemorySegment) dist.invokeExact(seed(drawing)));
      return result;
    } catch (RuntimeException fault) {
      throw fault;
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  /** llama.cpp takes -1 for "draw a seed": another number stands for it, so that it is one too. */
  private static int seed(Drawing drawing) {
    int seed = (int) drawing.seed();
    return seed == -1 ? Integer.MIN_VALUE : seed;
  }

  /** The window is reserved at once, so that it is never longer than an answer can be. */
  private void penalties(MemorySegment all, Drawing drawing) throws Throwable {
    if (drawing.frequencyPenalty() != 0 || drawing.presencePenalty() != 0) {
      add.invokeExact(
          all,
          (MemorySegment)
              penalties.invokeExact(
                  weights.vocabularySize(),
                  Math.min(drawing.maxTokens(), contextTokens),
                  1f,
                  (float) drawing.frequencyPenalty(),
                  (float) drawing.presencePenalty()));
    }
  }

  private MemorySegment grammar(Arena arena, String rules, Chain unfinished) throws Throwable {
    MemorySegment result =
        (MemorySegment)
            grammar.invokeExact(
                weights.vocabularyPointer(), arena.allocateFrom(rules), arena.allocateFrom("root"));
    if (result.address() == 0) {
      unfinished.close();
      throw ApiFault.invalid(
          "response_format",
          "response_format gives a grammar that llama.cpp cannot read; simplify the schema");
    }
    return result;
  }
}
