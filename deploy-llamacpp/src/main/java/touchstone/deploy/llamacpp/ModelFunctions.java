package touchstone.deploy.llamacpp;

import static touchstone.deploy.llamacpp.Libraries.BOOL;
import static touchstone.deploy.llamacpp.Libraries.INT;
import static touchstone.deploy.llamacpp.Libraries.LONG;
import static touchstone.deploy.llamacpp.Libraries.POINTER;
import static touchstone.deploy.llamacpp.Libraries.failed;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The functions of llama.h that read a model, under their own meaning. */
final class ModelFunctions {
  private final MethodHandle vocabulary;
  private final MethodHandle vocabularySize;
  private final MethodHandle trainedContext;
  private final MethodHandle chatTemplate;
  private final MethodHandle endsGeneration;
  private final MethodHandle attributes;
  private final MethodHandle text;
  private final MethodHandle tokenize;
  private final MethodHandle piece;
  private final MethodHandle applyTemplate;
  private final MethodHandle free;

  ModelFunctions(Libraries of) {
    vocabulary = of.function("llama_model_get_vocab", POINTER, POINTER);
    vocabularySize = of.function("llama_vocab_n_tokens", INT, POINTER);
    trainedContext = of.function("llama_model_n_ctx_train", INT, POINTER);
    chatTemplate = of.function("llama_model_chat_template", POINTER, POINTER, POINTER);
    endsGeneration = of.function("llama_vocab_is_eog", BOOL, POINTER, INT);
    attributes = of.function("llama_vocab_get_attr", INT, POINTER, INT);
    text = of.function("llama_vocab_get_text", POINTER, POINTER, INT);
    tokenize = of.function("llama_tokenize", INT, POINTER, POINTER, INT, POINTER, INT, BOOL, BOOL);
    piece = of.function("llama_token_to_piece", INT, POINTER, INT, POINTER, INT, INT, BOOL);
    applyTemplate =
        of.function("llama_chat_apply_template", INT, POINTER, POINTER, LONG, BOOL, POINTER, INT);
    free = of.procedure("llama_model_free", POINTER);
  }

  MemorySegment vocabulary(MemorySegment model) {
    try {
      return (MemorySegment) vocabulary.invokeExact(model);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  int vocabularySize(MemorySegment vocab) {
    try {
      return (int) vocabularySize.invokeExact(vocab);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  int trainedContext(MemorySegment model) {
    try {
      return (int) trainedContext.invokeExact(model);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  MemorySegment chatTemplate(MemorySegment model) {
    try {
      return (MemorySegment) chatTemplate.invokeExact(model, MemorySegment.NULL);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  boolean endsGeneration(MemorySegment vocab, int token) {
    try {
      return (boolean) endsGeneration.invokeExact(vocab, token);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  int attributes(MemorySegment vocab, int token) {
    try {
      return (int) attributes.invokeExact(vocab, token);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  MemorySegment text(MemorySegment vocab, int token) {
    try {
      return (MemorySegment) text.invokeExact(vocab, token);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  int tokenize(
      MemorySegment vocab,
      MemorySegment text,
      int length,
      MemorySegment tokens,
      int room,
      boolean addSpecial,
      boolean parseSpecial) {
    try {
      return (int)
          tokenize.invokeExact(vocab, text, length, tokens, room, addSpecial, parseSpecial);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  int piece(MemorySegment vocab, int token, MemorySegment text, int room) {
    try {
      return (int) piece.invokeExact(vocab, token, text, room, 0, false);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  int applyTemplate(
      MemorySegment template, MemorySegment chat, long count, MemorySegment text, int room) {
    try {
      return (int) applyTemplate.invokeExact(template, chat, count, true, text, room);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  void free(MemorySegment model) {
    try {
      free.invokeExact(model);
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }
}
