package touchstone.deploy;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import touchstone.model.Text;

/**
 * The unfinished file of one download, {@code NAME.part}, with a note of what it is going to be, so
 * that a later process can go on with it. Used by one thread at a time, under the store's lock.
 */
final class PartFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final Path note;
  private final String sha256;
  private String etag = "";
  private int parts;
  private long partsLength;

  private PartFile(Path file, String sha256) {
    this.file = file;
    this.note = file.resolveSibling(file.getFileName() + ".json");
    this.sha256 = sha256;
  }

  /** The unfinished file of a digest; one of another digest is thrown away. */
  static PartFile open(Path folder, String name, String sha256) throws IOException {
    PartFile part = new PartFile(folder.resolve(name + ".part"), sha256);
    if (!part.readNote()) {
      part.restart();
    }
    return part;
  }

  Path file() {
    return file;
  }

  long length() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** The tag that the serving host gave these bytes, empty for none. */
  String etag() {
    return etag;
  }

  void tag(String given) throws IOException {
    etag = given;
    writeNote();
  }

  /** How many whole parts are in it, where it is put together from parts. */
  int parts() {
    return parts;
  }

  /** Cuts off what came after the last whole part. */
  void keepWholeParts() throws IOException {
    if (length() < partsLength) {
      restart();
      return;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(partsLength);
    }
  }

  /** Notes that one more part is whole. */
  void partDone() throws IOException {
    parts++;
    partsLength = length();
    writeNote();
  }

  void restart() throws IOException {
    Files.deleteIfExists(file);
    etag = "";
    parts = 0;
    partsLength = 0;
    writeNote();
  }

  /** Opens it for writing at its end. */
  Writer append() throws IOException {
    return new Writer(new FileOutputStream(file.toFile(), true));
  }

  /** Moves it to its place; both are on the disk when this returns. */
  void finish(Path target) throws IOException {
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(note);
    try (FileChannel folder = FileChannel.open(target.toAbsolutePath().resolveSibling("."))) {
      folder.force(true);
    } catch (IOException _) {
      // not every file system lets a folder be synced; the rename itself has happened
    }
  }

  private boolean readNote() {
    try {
      JsonNode node = JSON.readTree(Files.readAllBytes(note));
      etag = node.path("etag").asString("");
      parts = node.path("parts").asInt(0);
      partsLength = node.path("partsLength").asLong(0);
      return node.path("sha256").asString("").equals(sha256) && Files.exists(file);
    } catch (IOException | JacksonException _) {
      return false;
    }
  }

  private void writeNote() throws IOException {
    Files.write(
        note,
        JSON.writeValueAsBytes(
            Map.of("sha256", sha256, "etag", etag, "parts", parts, "partsLength", partsLength)));
  }

  /** Writes at the end; closing puts the bytes on the disk. */
  static final class Writer implements AutoCloseable {
    private final FileOutputStream out;

    Writer(FileOutputStream out) {
      this.out = out;
    }

    void write(ByteBuffer bytes) throws SourceFailure {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      write(copy, copy.length);
    }

    void write(byte[] bytes, int length) throws SourceFailure {
      try {
        out.write(bytes, 0, length);
      } catch (IOException e) {
        throw new SourceFailure(
            new Text("写不进磁盘：" + e.getMessage(), "cannot write to disk: " + e.getMessage()), e);
      }
    }

    @Override
    public void close() throws IOException {
      try (out) {
        out.getFD().sync();
      }
    }
  }
}
