package touchstone.deploy.llamacpp;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * What a GGUF file says about itself, read and checked before native code sees it (format: the ggml
 * project's docs/gguf.md).
 *
 * @param bytes size of the file
 * @param values the header's numbers and strings by key
 */
record GgufFile(Path path, long bytes, Map<String, String> values) {
  private static final int MAGIC = 0x46554747;
  private static final int MOST_DIMENSIONS = 4;

  /** Elements and bytes of a block, by tensor type; absent where this reader does not know it. */
  private static final Map<Integer, int[]> BLOCKS =
      Map.ofEntries(
          block(0, 1, 4),
          block(1, 1, 2),
          block(2, 32, 18),
          block(3, 32, 20),
          block(6, 32, 22),
          block(7, 32, 24),
          block(8, 32, 34),
          block(10, 256, 84),
          block(11, 256, 110),
          block(12, 256, 144),
          block(13, 256, 176),
          block(14, 256, 210),
          block(20, 32, 18),
          block(23, 256, 136),
          block(30, 1, 2));

  GgufFile {
    values = Map.copyOf(values);
  }

  /**
   * @throws touchstone.model.ProblemException where it is not a whole GGUF file
   */
  static GgufFile read(Path path) {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < 24) {
        throw EngineProblems.broken(
            path, "只有 %d 字节".formatted(size), "it has only %d bytes".formatted(size));
      }
      var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      return read(path, size, new GgufReader(path, bytes));
    } catch (IOException cause) {
      throw unreadable(path, cause);
    }
  }

  private static GgufFile read(Path path, long size, GgufReader reader) {
    int magic = reader.int32();
    if (magic != MAGIC) {
      throw EngineProblems.broken(
          path,
          "开头是 %08x 而不是 GGUF".formatted(Integer.reverseBytes(magic)),
          "it begins with %08x, not with GGUF".formatted(Integer.reverseBytes(magic)));
    }
    int version = reader.int32();
    if (version < 2 || version > 3) {
      throw EngineProblems.broken(
          path,
          "GGUF 版本是 %d，本程序只认 2 和 3".formatted(version),
          "its GGUF version is %d, versions 2 and 3 are known".formatted(version));
    }
    long tensors = reader.count("tensors", 24);
    long pairs = reader.count("keys", 13);
    Map<String, String> values = new HashMap<>();
    for (long i = 0; i < pairs; i++) {
      String key = reader.string();
      values.put(key, reader.value(reader.int32()));
    }
    checkTensors(path, size, reader, tensors, alignment(path, values));
    return new GgufFile(path, size, values);
  }

  private static long alignment(Path path, Map<String, String> values) {
    long alignment = number(values, "general.alignment", 32);
    if (alignment < 1 || Long.bitCount(alignment) != 1) {
      throw EngineProblems.broken(
          path,
          "general.alignment 是 %d，应为 2 的幂".formatted(alignment),
          "general.alignment is %d, expected a power of two".formatted(alignment));
    }
    return alignment;
  }

  private static void checkTensors(
      Path path, long size, GgufReader reader, long tensors, long alignment) {
    long end = 0;
    String last = "";
    for (long i = 0; i < tensors; i++) {
      String name = reader.string();
      long bytes = tensorBytes(path, name, reader);
      long offset = reader.int64();
      if (offset < 0 || offset > Long.MAX_VALUE - bytes) {
        throw beyond(path, name, offset, size);
      }
      if (offset + bytes > end) {
        end = offset + bytes;
        last = name;
      }
    }
    long data = (reader.position() + alignment - 1) / alignment * alignment;
    if (tensors > 0 && end > size - data) {
      throw beyond(path, last, data + end, size);
    }
  }

  private static long tensorBytes(Path path, String name, GgufReader reader) {
    int dimensions = reader.int32();
    if (dimensions < 0 || dimensions > MOST_DIMENSIONS) {
      throw EngineProblems.broken(
          path,
          "张量 %s 声称有 %d 维，最多 4 维".formatted(name, dimensions),
          "tensor %s claims %d dimensions, at most 4 are possible".formatted(name, dimensions));
    }
    double elements = 1;
    for (int i = 0; i < dimensions; i++) {
      elements *= Math.max(0, reader.int64());
    }
    int[] block = BLOCKS.getOrDefault(reader.int32(), new int[] {1, 0});
    return (long) (elements / block[0] * block[1]);
  }

  private static touchstone.model.ProblemException beyond(
      Path path, String tensor, long end, long size) {
    return EngineProblems.broken(
        path,
        "张量 %s 的数据到第 %d 字节才结束，文件只有 %d 字节，多半没有下载完".formatted(tensor, end, size),
        "the data of tensor %s ends at byte %d, the file at %d; most likely its download was cut"
            .formatted(tensor, end, size));
  }

  private static touchstone.model.ProblemException unreadable(Path path, IOException cause) {
    String why = Files.exists(path) ? String.valueOf(cause.getMessage()) : "absent";
    return EngineProblems.of(
        "读不了模型文件 %s：%s".formatted(path, Files.exists(path) ? why : "文件不存在"),
        "The model file %s cannot be read: %s"
            .formatted(path, Files.exists(path) ? why : "it is not there"),
        "请检查路径和读取权限。",
        "Check the path and that you may read it.");
  }

  String architecture() {
    return values.getOrDefault("general.architecture", "unknown");
  }

  /** A number that the architecture gives, e.g. {@code block_count}. */
  long number(String key, long otherwise) {
    return number(values, architecture() + "." + key, otherwise);
  }

  /** Bytes of key-value memory that one token of context takes, in 16 bits. */
  long bytesPerToken() {
    long heads = Math.max(1, number("attention.head_count", 1));
    long width = number("embedding_length", 0) / heads;
    long perHead = number("attention.key_length", width) + number("attention.value_length", width);
    return number("block_count", 0) * number("attention.head_count_kv", heads) * perHead * 2;
  }

  private static long number(Map<String, String> values, String key, long otherwise) {
    String text = values.getOrDefault(key, "");
    return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : otherwise;
  }

  private static Map.Entry<Integer, int[]> block(int type, int elements, int bytes) {
    return Map.entry(type, new int[] {elements, bytes});
  }
}
