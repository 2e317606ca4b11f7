package touchstone.deploy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import touchstone.deploy.GgufBytes.Malformed;
import touchstone.deploy.GgufReader.Head;
import touchstone.deploy.GgufTensors.Block;
import touchstone.model.Text;

/** The list of tensors that follows a GGUF file's header, summed up. */
final class GgufTensorList {
  private static final long LARGEST_TENSOR = 1L << 44;
  private static final Block UNKNOWN = new Block(1, 0);

  private GgufTensorList() {}

  static GgufTensors read(GgufBytes in, Head head) throws IOException, Malformed {
    Set<String> names = new HashSet<>();
    OptionalLong vocabulary = OptionalLong.empty();
    long parameters = 0;
    long bytes = 0;
    for (long i = 0; i < head.header().tensors(); i++) {
      String name = in.string(GgufReader.LONGEST_KEY, GgufReader.LONGEST_KEY);
      long[] sides = sides(in, name);
      long size = size(name, sides);
      parameters = sum(name, parameters, size);
      bytes = sum(name, bytes, bytes(in, name, size));
      in.unsigned(8); // offset
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

  private static long[] sides(GgufBytes in, String name) throws IOException, Malformed {
    long dimensions = in.unsigned(4);
    if (dimensions < 0 || dimensions > 4) {
      throw tensor(name, "维数 " + dimensions + "，最多 4", dimensions + " dimensions, at most 4");
    }
    long[] sides = new long[(int) dimensions];
    for (int i = 0; i < sides.length; i++) {
      sides[i] = in.unsigned(8);
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

  private static long bytes(GgufBytes in, String name, long size) throws IOException, Malformed {
    int type = (int) in.unsigned(4);
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
}
