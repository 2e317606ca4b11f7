package touchstone.deploy.llamacpp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import touchstone.model.ProblemException;

/** Reads the values of a GGUF header one after the other, never beyond the file's end. */
final class GgufReader {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int STRING = 8;
  private static final int ARRAY = 9;
  private static final int[] SIZES = {1, 1, 2, 2, 4, 4, 4, 1, -1, -1, 8, 8, 8};
  private static final int MOST_NESTED = 4;

  private final Path file;
  private final MemorySegment bytes;
  private long at;

  GgufReader(Path file, MemorySegment bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  long position() {
    return at;
  }

  int int32() {
    take(4);
    return bytes.get(INT, at - 4);
  }

  long int64() {
    take(8);
    return bytes.get(LONG, at - 8);
  }

  /** A count of things of which each takes at least so many bytes, so that it can be believed. */
  long count(String of, int bytesEach) {
    long count = int64();
    if (count < 0 || count > (bytes.byteSize() - at) / bytesEach) {
      throw EngineProblems.broken(
          file,
          "文件头声称有 %s 个 %s，文件却只有 %d 字节"
              .formatted(Long.toUnsignedString(count), of, bytes.byteSize()),
          "its header claims %s %s, but the file has %d bytes"
              .formatted(Long.toUnsignedString(count), of, bytes.byteSize()));
    }
    return count;
  }

  String string() {
    int length = (int) Math.min(Integer.MAX_VALUE, count("bytes of a string", 1));
    take(length);
    byte[] text = bytes.asSlice(at - length, length).toArray(ValueLayout.JAVA_BYTE);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** A value as text, where it is a number or a string; empty where it is an array. */
  String value(int type) {
    return switch (type) {
      case 0, 1, 7 -> String.valueOf(skipped(1));
      case 2, 3 -> String.valueOf(skipped(2));
      case 4, 5 -> String.valueOf(int32());
      case 10, 11 -> String.valueOf(int64());
      case 6 -> String.valueOf(Float.intBitsToFloat(int32()));
      case 12 -> String.valueOf(Double.longBitsToDouble(int64()));
      case STRING -> string();
      case ARRAY -> {
        skipArray(0);
        yield "";
      }
      default -> throw unknownType(type);
    };
  }

  private int skipped(int size) {
    take(size);
    return bytes.get(ValueLayout.JAVA_BYTE, at - size) & 0xff;
  }

  private void skipArray(int depth) {
    int type = int32();
    if (type < 0 || type >= SIZES.length || depth > MOST_NESTED) {
      throw unknownType(type);
    }
    long count = count("values of an array", type == STRING ? 8 : type == ARRAY ? 12 : SIZES[type]);
    for (long i = 0; i < count && type == STRING; i++) {
      take(count("bytes of a string", 1));
    }
    for (long i = 0; i < count && type == ARRAY; i++) {
      skipArray(depth + 1);
    }
    if (type != STRING && type != ARRAY) {
      take(count * SIZES[type]);
    }
  }

  private ProblemException unknownType(int type) {
    return EngineProblems.broken(
        file,
        "文件头第 %d 字节处的值类型是 %d，GGUF 只有 0 到 12".formatted(at, type),
        "a value at byte %d of its header has type %d, GGUF knows 0 to 12".formatted(at, type));
  }

  private void take(long count) {
    if (count < 0 || count > bytes.byteSize() - at) {
      throw EngineProblems.broken(
          file,
          "文件在第 %d 字节处中断，文件头还没结束".formatted(bytes.byteSize()),
          "it ends at byte %d, in the middle of its header".formatted(bytes.byteSize()));
    }
    at += count;
  }
}
