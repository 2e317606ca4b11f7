package touchstone.deploy.llamacpp;

import static touchstone.deploy.llamacpp.Libraries.BOOL;
import static touchstone.deploy.llamacpp.Libraries.INT;
import static touchstone.deploy.llamacpp.Libraries.POINTER;
import static touchstone.deploy.llamacpp.Libraries.failed;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import touchstone.model.Message;

/** A loaded model: its vocabulary and its chat template. Safe for use by several threads. */
final class Weights implements AutoCloseable {
  private static final StructLayout PARAMETERS = Libraries.struct(80);

  private final ModelFunctions functions;
  private final MemorySegment model;
  private final MemorySegment vocabulary;

  private Weights(ModelFunctions functions, MemorySegment model) {
    this.functions = functions;
    this.model = model;
    this.vocabulary = functions.vocabulary(model);
  }

  /**
   * Loads a file that {@link GgufFile} found whole.
   *
   * @param progress hears the share that is loaded, 0 to 1
   * @throws touchstone.model.ProblemException quoting the library where it refuses the file
   */
  static Weights load(Libraries libraries, NativeLog log, Path file, DoubleConsumer progress) {
    MemorySegment model;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment parameters =
          (MemorySegment)
              libraries
                  .function("llama_model_default_params", PARAMETERS)
                  .invokeExact((SegmentAllocator) arena);
      checkDefaults(parameters);
      parameters.set(POINTER, 48, LoadProgress.callback(progress, arena));
      model =
          (MemorySegment)
              libraries
                  .function("llama_model_load_from_file", POINTER, POINTER, PARAMETERS)
                  .invokeExact(arena.allocateFrom(file.toString()), parameters);
    } catch (RuntimeException problem) {
      throw problem;
    } catch (Throwable cause) {
      throw failed(cause);
    }
    if (model.address() == 0) {
      throw EngineProblems.refused(file, log.errors());
    }
    return new Weights(new ModelFunctions(libraries), model);
  }

  /** The defaults that v0.5.0 is known to give, at the places where we take them to be. */
  private static void checkDefaults(MemorySegment parameters) {
    boolean known =
        parameters.get(INT, 16) == -1
            && parameters.get(INT, 20) == 1
            && parameters.get(INT, 24) == -1
            && parameters.get(BOOL, 74)
            && !parameters.get(BOOL, 72);
    if (!known) {
      throw Libraries.wrongRelease("not laid out as v" + Libraries.VERSION);
    }
  }

  MemorySegment pointer() {
    return model;
  }

  MemorySegment vocabularyPointer() {
    return vocabulary;
  }

  int vocabularySize() {
    return functions.vocabularySize(vocabulary);
  }

  int trainedContext() {
    return functions.trainedContext(model);
  }

  boolean endsGeneration(int token) {
    return functions.endsGeneration(vocabulary, token);
  }

  /** What kind of token it is: the bits of {@code llama_token_attr}. */
  int attributes(int token) {
    return functions.attributes(vocabulary, token);
  }

  /** A token as the vocabulary spells it. */
  String text(int token) {
    return Libraries.string(functions.text(vocabulary, token));
  }

  /** The Jinja text of the model's own template; empty for a base model. */
  Optional<String> chatTemplate() {
    MemorySegment text = functions.chatTemplate(model);
    return text.address() == 0 ? Optional.empty() : Optional.of(Libraries.string(text));
  }

  /**
   * @param addSpecial begin-of-text and the like, as the model wants them
   * @param parseSpecial whether {@code <|im_end|>} and its kin are tokens or plain text
   */
  int[] tokenize(String text, boolean addSpecial, boolean parseSpecial) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = arena.allocate(bytes.length + 1L);
      MemorySegment.copy(bytes, 0, from, ValueLayout.JAVA_BYTE, 0, bytes.length);
      int room = bytes.length + 8;
      MemorySegment tokens = arena.allocate(INT, room);
      int count =
          functions.tokenize(
              vocabulary, from, bytes.length, tokens, room, addSpecial, parseSpecial);
      if (count < 0) {
        throw new IllegalStateException("tokenizer wanted " + -(long) count + " places of " + room);
      }
      return tokens.asSlice(0, count * 4L).toArray(INT);
    }
  }

  /** The bytes that a token stands for; none for a control token. */
  byte[] piece(int token) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment room = arena.allocate(256);
      int length = functions.piece(vocabulary, token, room, 256);
      if (length < 0) {
        room = arena.allocate(-(long) length);
        length = functions.piece(vocabulary, token, room, -length);
      }
      return room.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /**
   * The messages as text, ending in the assistant's header; empty where llama.cpp does not know the
   * template.
   */
  Optional<String> applyTemplate(String template, List<Message> messages) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment chat = arena.allocate(POINTER, messages.size() * 2L);
      long characters = 256;
      for (int i = 0; i < messages.size(); i++) {
        Message message = messages.get(i);
        chat.setAtIndex(POINTER, i * 2L, arena.allocateFrom(message.role().wire()));
        chat.setAtIndex(POINTER, i * 2L + 1, arena.allocateFrom(message.content()));
        characters += message.content().length() * 3L + 64;
      }
      MemorySegment from = arena.allocateFrom(template);
      int room = (int) Math.min(Integer.MAX_VALUE, characters);
      MemorySegment text = arena.allocate(room);
      int length = functions.applyTemplate(from, chat, messages.size(), text, room);
      if (length > room) {
        room = length;
        text = arena.allocate(room);
        length = functions.applyTemplate(from, chat, messages.size(), text, room);
      }
      return length < 0 ? Optional.empty() : Optional.of(utf8(text, length));
    }
  }

  private static String utf8(MemorySegment text, int length) {
    return new String(
        text.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    functions.free(model);
  }
}
