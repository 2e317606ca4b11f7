package touchstone.gateway;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Sha256;
import touchstone.model.Text;

/**
 * The keys on the disk, for their owner's eyes only: {@code keys.json}, replaced as a whole. Any
 * number of processes may read; those that change it take turns by a lock.
 */
public record KeyFile(Path path) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int KEY_BYTES = 32;
  private static final String PREFIX = "tsk-";

  /** A key of 256 random bits, to be shown once. */
  public static String secret(SecureRandom random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** All keys, none where there is no file; the oldest first. */
  public List<Key> read() {
    if (!Files.exists(path)) {
      return List.of();
    }
    try {
      return JSON.readValue(Files.readAllBytes(path), Keys.class).keys();
    } catch (IOException e) {
      throw OwnFiles.problem(path, String.valueOf(e.getMessage()));
    } catch (JacksonException e) {
      throw OwnFiles.problem(path, e.getOriginalMessage());
    }
  }

  private record Keys(List<Key> keys) {
    Keys {
      keys = List.copyOf(keys);
    }
  }

  /**
   * Adds a key.
   *
   * @throws ProblemException where its name is in use
   */
  public void add(Key key) {
    change(keys -> {
      if (keys.stream().anyMatch(each -> each.name().equals(key.name()))) {
        throw taken(key.name());
      }
      List<Key> more = new ArrayList<>(keys);
      more.add(key);
      return more;
    });
  }

  /**
   * Takes a key away for good.
   *
   * @throws ProblemException where there is none of that name
   */
  public void revoke(String name) {
    change(keys -> {
      List<Key> left = keys.stream().filter(each -> !each.name().equals(name)).toList();
      if (left.size() == keys.size()) {
        throw unknown(name, keys);
      }
      return left;
    });
  }

  private void change(UnaryOperator<List<Key>> what) {
    Path lock = path.resolveSibling(path.getFileName() + ".lock");
    OwnFiles.folder(path);
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      List<Key> keys = what.apply(read());
      byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(new Keys(keys));
      OwnFiles.replace(path, new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw OwnFiles.problem(path, String.valueOf(e.getMessage()));
    }
  }

  private static ProblemException taken(String name) {
    return new ProblemException(
        new Problem(
            new Text("已经有叫“" + name + "”的密钥", "There is a key named '" + name + "' already"),
            new Text(
                "换个名字，或先执行 touchstone gateway key revoke " + name + "。",
                "Take another name, or touchstone gateway key revoke " + name + " first.")));
  }

  private static ProblemException unknown(String name, List<Key> keys) {
    String known = String.join(", ", keys.stream().map(Key::name).toList());
    return new ProblemException(
        new Problem(
            new Text("没有叫“" + name + "”的密钥", "There is no key named '" + name + "'"),
            known.isEmpty()
                ? new Text(
                    "还没有密钥，先执行 touchstone gateway key create 名字。",
                    "There are none yet: touchstone gateway key create NAME.")
                : new Text("现有：" + known, "There are: " + known)));
  }

  /** What of a key is kept. */
  public static String digest(String secret) {
    return Sha256.of(secret);
  }
}
