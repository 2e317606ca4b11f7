package touchstone.deploy;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import touchstone.deploy.GgufBytes.Malformed;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Reads a GGUF file's settings and the list of its tensors (ggml docs/gguf.md). Every length is
 * checked against the bytes that are left before it is used, so a hostile file costs no memory and
 * no time.
 */
final class GgufReader {
  private static final int MAGIC = 0x46554747; // "GGUF", little-endian
  static final int LONGEST_KEY = 65_535;
  private static final int LONGEST_KEPT = 4096;
  private static final long MOST_PAIRS = 65_536;
  private static final int STRING = 8;
  private static final int ARRAY = 9;

  private final GgufBytes in;

  private GgufReader(GgufBytes in) {
    this.in = in;
  }

  /** What is read once the file is open. */
  private interface Reading<T> {
    T of(GgufBytes in) throws IOException, Malformed;
  }

  static GgufHeader read(Path file) {
    return open(file, in -> new GgufReader(in).head().header());
  }

  static GgufTensors tensors(Path file) {
    return open(file, in -> GgufTensorList.read(in, new GgufReader(in).head()));
  }

  /** The header and all values that it was taken from. */
  record Head(GgufHeader header, Map<String, Object> values) {}

  private static <T> T open(Path file, Reading<T> reading) {
    try (GgufBytes in =
        new GgufBytes(
            new BufferedInputStream(Files.newInputStream(file), 1 << 16), Files.size(file))) {
      return reading.of(in);
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

  private Head head() throws IOException, Malformed {
    if ((int) in.unsigned(4) != MAGIC) {
      throw new Malformed(new Text("开头不是 GGUF 标记", "it does not start with the GGUF mark"));
    }
    int version = (int) in.unsigned(4);
    if (version != 2 && version != 3) {
      throw new Malformed(
          new Text(
              "版本 " + Integer.toUnsignedString(version) + "，只支持 2 和 3",
              "version " + Integer.toUnsignedString(version) + ", expected 2 or 3"));
    }
    long tensors = in.count(in.unsigned(8), 24, "tensors");
    long pairs = Math.min(in.count(in.unsigned(8), 13, "metadata"), MOST_PAIRS);
    Map<String, Object> values = new HashMap<>();
    for (long i = 0; i < pairs; i++) {
      String key = in.string(LONGEST_KEY, LONGEST_KEY);
      value((int) in.unsigned(4), key, values);
    }
    return new Head(header(version, tensors, values), values);
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
      case STRING -> values.put(key, in.string(in.left(), LONGEST_KEPT));
      case ARRAY -> array();
      default -> {
        int width = width(type);
        long number = in.unsigned(width);
        if (type != 6 && type != 12) { // float32, float64
          values.put(key, number);
        }
      }
    }
  }

  private void array() throws IOException, Malformed {
    int type = (int) in.unsigned(4);
    if (type == STRING) {
      long items = in.count(in.unsigned(8), 8, "array");
      for (long i = 0; i < items; i++) {
        in.string(in.left(), 0);
      }
    } else if (type == ARRAY) {
      throw new Malformed(new Text("元数据里有嵌套数组", "arrays in arrays are not supported"));
    } else {
      int width = width(type);
      in.skip(in.count(in.unsigned(8), width, "array") * width);
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
}
