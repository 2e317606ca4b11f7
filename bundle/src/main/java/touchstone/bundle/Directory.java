package touchstone.bundle;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import touchstone.model.Text;

/**
 * The list of entries at the end of a zip file (APPNOTE.TXT 6.3.10, 4.3.12 and 4.3.16), read before
 * anything is unpacked: bounded, each name once, each one a plain file of this room's names.
 */
final class Directory {
  /** Most entries of a bundle: 26 candidates have one file each, and a dozen belong to the run. */
  static final int MOST_ENTRIES = 64;

  private static final int END_BYTES = 22;
  private static final int HEAD_BYTES = 46;
  private static final int END_MARK = 0x06054b50;
  private static final int HEAD_MARK = 0x02014b50;
  private static final int MOST_BYTES = 1 << 20;
  private static final int ENCRYPTED = 1;
  private static final int FILE_KIND = 0xF000;
  private static final int PLAIN_FILE = 0x8000;

  private final Path bundle;
  private final Set<String> names = new HashSet<>();

  private Directory(Path bundle) {
    this.bundle = bundle;
  }

  /**
   * The names of all entries.
   *
   * @throws touchstone.model.ProblemException if one of them may not be there
   */
  static Set<String> names(Path bundle) throws IOException {
    Directory directory = new Directory(bundle);
    directory.read();
    return directory.names;
  }

  private void read() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(bundle.toFile(), "r")) {
      if (file.length() < END_BYTES) {
        throw broken();
      }
      ByteBuffer end = bytes(file, file.length() - END_BYTES, END_BYTES);
      if (end.getInt(0) != END_MARK) {
        throw broken();
      }
      int entries = Short.toUnsignedInt(end.getShort(10));
      if (entries > MOST_ENTRIES) {
        throw Faults.refused(
            bundle,
            "里面有 " + entries + " 个文件，应当不超过 " + MOST_ENTRIES + " 个",
            "holds " + entries + " files, expected at most " + MOST_ENTRIES);
      }
      long size = Integer.toUnsignedLong(end.getInt(12));
      long start = Integer.toUnsignedLong(end.getInt(16));
      if (size > MOST_BYTES || start + size != file.length() - END_BYTES) {
        throw broken();
      }
      heads(bytes(file, start, (int) size), entries);
    }
  }

  private void heads(ByteBuffer list, int entries) {
    for (int i = 0; i < entries; i++) {
      if (list.remaining() < HEAD_BYTES || list.getInt(list.position()) != HEAD_MARK) {
        throw broken();
      }
      int at = list.position();
      int name = Short.toUnsignedInt(list.getShort(at + 28));
      int extra = Short.toUnsignedInt(list.getShort(at + 30));
      int comment = Short.toUnsignedInt(list.getShort(at + 32));
      if (list.remaining() < HEAD_BYTES + name + extra + comment) {
        throw broken();
      }
      byte[] spelled = new byte[name];
      list.get(at + HEAD_BYTES, spelled);
      entry(
          new String(spelled, StandardCharsets.UTF_8),
          list.getShort(at + 8),
          list.getInt(at + 38) >>> 16);
      list.position(at + HEAD_BYTES + name + extra + comment);
    }
    if (list.hasRemaining()) {
      throw broken();
    }
  }

  /**
   * One entry.
   *
   * @param mode the Unix kind and permissions, 0 where the archive has none
   */
  private void entry(String name, short flags, int mode) {
    String shown = Faults.shown(name);
    if ((flags & ENCRYPTED) != 0) {
      throw Faults.refused(
          bundle, "里的 " + shown + " 加了密，应当没有加密", "holds " + shown + " encrypted, expected plain");
    }
    if ((mode & FILE_KIND) != 0 && (mode & FILE_KIND) != PLAIN_FILE) {
      throw Faults.refused(
          bundle, "里的 " + shown + " 是链接或特殊文件", "holds " + shown + ", a link or a special file");
    }
    if (outside(name)) {
      throw Faults.refused(
          bundle,
          "里的 " + shown + " 想写到文件夹外面",
          "holds " + shown + ", which leads out of its folder");
    }
    if (!Contents.known(name)) {
      throw Faults.refused(
          bundle, "里有不该有的文件 " + shown, "holds " + shown + ", which belongs in no bundle");
    }
    if (!names.add(name)) {
      throw Faults.refused(bundle, "里有两个 " + shown, "holds " + shown + " twice");
    }
  }

  private static boolean outside(String name) {
    return name.startsWith("/")
        || name.contains("\\")
        || name.matches("(?s)(.*/)?\\.\\.(/.*)?")
        || name.matches("(?s)[A-Za-z]:.*");
  }

  private RuntimeException broken() {
    return Faults.broken(
        bundle, new Text("结尾的目录缺失或损坏", "the list at its end is missing or broken"));
  }

  private static ByteBuffer bytes(RandomAccessFile file, long start, int count) throws IOException {
    byte[] bytes = new byte[count];
    file.seek(start);
    file.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
