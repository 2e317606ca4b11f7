package touchstone.deploy;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import touchstone.deploy.GgufTensors.Block;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Reads a GGUF file's settings and the list of its tensors (ggml docs/gguf.md). Every length is
 * checked against the bytes that are left before it is used, so a hostile file costs no memory and
 * no time.
 */
final class GgufReader implements AutoCloseable {
  private static final int MAGIC = 0x46554747; // "GGUF", little-endian
  private static final int LONGEST_KEY = 65_535;
  private static final int LONGEST_KEPT = 4096;
  private static final long MOST_PAIRS = 65_536;
  private static final long LARGEST_TENSOR = 1L << 44;
  private static final Block UNKNOWN = new Block(1, 0);
  private static final int STRING = 8;
  private static final int ARRAY = 9;

  private final InputStream in;
  private long left;

  private GgufReader(InputStream in, long left) {
    this.in = in;
    this.left = left;
  }

  /** What is read once the file is open. */
  private interface Reading<T> {
    T of(GgufReader reader) throws IOException, Malformed;
  }

  static GgufHeader read(Path file) {
    return open(file, reader -> reader.header().header());
  }

  static GgufTensors tensors(Path file) {
    return open(file, reader -> reader.tensors(reader.header()));
  }

  private static <T> T open(Path file, Reading<T> reading) {
    try (GgufReader reader =
        new GgufReader(
            new BufferedInputStream(Files.newInputStream(file), 1 << 16), Files.size(file))) {
      return reading.of(reader);
    } catch (NoSuchFileException e) {
      throw Problems.of(
          new Text("找不到模型文件 " + file + "。", "There is no model file " + file + "."),
          new Text("请检查路径。", "Check the path."),
          e);
    } catch (Malformed e) {
      throw broken(file, e.why, e);
    } catch (EOFException e) {
      throw broken(file, new Text("文件没下完整，中途断了", "it ends in the middle of its header"), e);
    } catch (IOException e) {
      throw broken(file, new Text("读不了：" + e.getMessage(), "unreadable: " + e.getMessage()), e);
    }
  }

  private static ProblemException broken(Path file, Text why, Throwable cause) {
    return Problems.of(
        new Text(
            file + " 不是可用的 GGUF 模型：" + why.zh() + "。",
            file + " is not a usable GGUF model: " + why.en() + "."),
        new Text(
            "请重新下载，或换一个 GGUF 文件；safetensors 等格式要先转换成 GGUF。",
            "Download it again or take another GGUF file; other formats must be converted first."),
        cause);
  }

  /** The header and all values that it was taken from. */
  private record Head(GgufHeader header, Map<String, Object> values) {}

  private Head header() throws IOException, Malformed {
    if ((int) unsigned(4) != MAGIC) {
      throw new Malformed(new Text("开头不是 GGUF 标记", "it does not start with the GGUF mark"));
    }
    int version = (int) unsigned(4);
    if (version != 2 && version != 3) {
      throw new Malformed(
          new Text(
              "版本 " + Integer.toUnsignedString(version) + "，只支持 2 和 3",
              "version " + Integer.toUnsignedString(version) + ", expected 2 or 3"));
    }
    long tensors = count(unsigned(8), 24, "tensors");
    long pairs = Math.min(count(unsigned(8), 13, "metadata"), MOST_PAIRS);
    Map<String, Object> values = new HashMap<>();
    for (long i = 0; i < pairs; i++) {
      String key = string(LONGEST_KEY, LONGEST_KEY);
      value((int) unsigned(4), key, values);
    }
    return new Head(header(version, tensors, values), values);
  }

  private GgufTensors tensors(Head head) throws IOException, Malformed {
    Set<String> names = new HashSet<>();
    OptionalLong vocabulary = OptionalLong.empty();
    long parameters = 0;
    long bytes = 0;
    for (long i = 0; i < head.header().tensors(); i++) {
      String name = string(LONGEST_KEY, LONGEST_KEY);
      long[] sides = sides(name);
      long size = size(name, sides);
      parameters = sum(name, parameters, size);
      bytes = sum(name, bytes, bytes(name, size));
      unsigned(8); // offset
      names.add(name);
      if (name.equals("token_embd.weight") && sides.length == 2) {
        vocabulary = OptionalLong.of(sides[1]);
      }
    }
    Map<String, Long> numbers = new HashMap<>();
    head.values()
        .forEach((key, value) -> {
          if (value instanceof Long number) {
            numbers.put(key, number);
          }
        });
    return new GgufTensors(head.header(), numbers, names, parameters, bytes, vocabulary);
  }

  private long[] sides(String name) throws IOException, Malformed {
    long dimensions = unsigned(4);
    if (dimensions < 0 || dimensions > 4) {
      throw tensor(name, "维数 " + dimensions + "，最多 4", dimensions + " dimensions, at most 4");
    }
    long[] sides = new long[(int) dimensions];
    for (int i = 0; i < sides.length; i++) {
      sides[i] = unsigned(8);
    }
    return sides;
  }

  private static long size(String name, long[] sides) throws Malformed {
    long size = 1;
    for (long side : sides) {
      if (side < 1 || side > LARGEST_TENSOR / size) {
        String shown = Arrays.toString(sides);
        throw tensor(name, "形状 " + shown + " 不可能", "the shape " + shown + " is impossible");
      }
      size *= side;
    }
    return size;
  }

  private long bytes(String name, long size) throws IOException, Malformed {
    int type = (int) unsigned(4);
    Block block = GgufTensors.block(type).orElse(UNKNOWN);
    if (block.bytes() == 0) {
      throw tensor(name, "类型 " + type + " 不认识", "type " + type + " is unknown");
    }
    return (size + block.numbers() - 1) / block.numbers() * block.bytes();
  }

  private static long sum(String name, long sum, long more) throws Malformed {
    if (sum > Long.MAX_VALUE / 2) {
      throw tensor(name, "累计大小不可能", "the sizes add up to more than is possible");
    }
    return sum + more;
  }

  private static Malformed tensor(String name, String zh, String en) {
    String shown = name.length() > 80 ? name.substring(0, 80) + "…" : name;
    return new Malformed(new Text("张量 " + shown + "：" + zh, "tensor " + shown + ": " + en));
  }

  private static GgufHeader header(int version, long tensors, Map<String, Object> values)
      throws Malformed {
    if (!(values.get("general.architecture") instanceof String architecture)) {
      throw new Malformed(new Text("没有写明 general.architecture", "general.architecture is missing"));
    }
    return new GgufHeader(
        version,
        tensors,
        architecture,
        values.get("general.name") instanceof String name ? Optional.of(name) : Optional.empty(),
        values.get("general.file_type") instanceof Long type
            ? GgufHeader.quantization(type)
            : Optional.empty(),
        values.get(architecture + ".context_length") instanceof Long context
                && context > 0
                && context <= Integer.MAX_VALUE
            ? OptionalInt.of(context.intValue())
            : OptionalInt.empty(),
        values.get("tokenizer.chat_template") instanceof String template && !template.isBlank());
  }

  private void value(int type, String key, Map<String, Object> values)
      throws IOException, Malformed {
    switch (type) {
      case STRING -> values.put(key, string(left, LONGEST_KEPT));
      case ARRAY -> array();
      default -> {
        int width = width(type);
        long number = unsigned(width);
        if (type != 6 && type != 12) { // float32, float64
          values.put(key, number);
        }
      }
    }
  }

  private void array() throws IOException, Malformed {
    int type = (int) unsigned(4);
    if (type == STRING) {
      long items = count(unsigned(8), 8, "array");
      for (long i = 0; i < items; i++) {
        string(left, 0);
      }
    } else if (type == ARRAY) {
      throw new Malformed(new Text("元数据里有嵌套数组", "arrays in arrays are not supported"));
    } else {
      int width = width(type);
      skip(count(unsigned(8), width, "array") * width);
    }
  }

  private static int width(int type) throws Malformed {
    return switch (type) {
      case 0, 1, 7 -> 1; // uint8, int8, bool
      case 2, 3 -> 2;
      case 4, 5, 6 -> 4;
      case 10, 11, 12 -> 8;
      default ->
          throw new Malformed(
              new Text("元数据类型 " + type + " 不认识", "metadata type " + type + " is unknown"));
    };
  }

  /** A count whose items, at their least size, fit into what is left of the file. */
  private long count(long count, int leastBytes, String what) throws Malformed {
    if (count < 0 || count > left / leastBytes) {
      throw new Malformed(
          new Text(
              what + " 数目 " + Long.toUnsignedString(count) + " 超出了文件大小",
              what + " count " + Long.toUnsignedString(count) + " exceeds the file"));
    }
    return count;
  }

  private String string(long longest, int kept) throws IOException, Malformed {
    long length = unsigned(8);
    if (length < 0 || length > Math.min(longest, left)) {
      throw new Malformed(
          new Text(
              "字符串长度 " + Long.toUnsignedString(length) + " 超出了文件大小",
              "string length " + Long.toUnsignedString(length) + " exceeds the file"));
    }
    int read = (int) Math.min(length, kept);
    byte[] bytes = in.readNBytes(read);
    if (bytes.length < read) {
      throw new EOFException();
    }
    left -= read;
    skip(length - read);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private long unsigned(int width) throws IOException {
    byte[] bytes = in.readNBytes(width);
    if (bytes.length < width) {
      throw new EOFException();
    }
    left -= width;
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }

  private void skip(long bytes) throws IOException {
    in.skipNBytes(bytes);
    left -= bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Text why;

    Malformed(Text why) {
      super(why.en());
      this.why = why;
    }
  }
}
