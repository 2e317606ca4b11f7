package touchstone.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import touchstone.model.ProblemException;
import touchstone.model.Sha256;
import touchstone.model.Text;
import touchstone.store.Json;

/**
 * Reads a bundle that may come from anybody: names first, then the manifest, then every entry
 * against its digest. Sizes are counted while bytes come out, never believed.
 */
final class Unpacking {
  /** Most unpacked bytes of one bundle; a sample log beyond it could not be read either. */
  static final long MOST_BYTES = Integer.MAX_VALUE - (1L << 20);

  /** Most unpacked bytes for each byte of the file itself. */
  static final int MOST_RATIO = 200;

  /** Small files may be packed better than that. */
  static final long ALWAYS_ALLOWED = 1 << 20;

  private static final int MANIFEST_BYTES = 1 << 20;

  private final Path bundle;
  private final ZipFile zip;
  private final long allowed;
  private long left;

  private Unpacking(Path bundle, ZipFile zip) throws IOException {
    this.bundle = bundle;
    this.zip = zip;
    this.allowed = allowed(Files.size(bundle));
    this.left = allowed;
  }

  /** How many bytes a bundle of this size may unpack to. */
  static long allowed(long packedBytes) {
    return Math.min(MOST_BYTES, packedBytes * MOST_RATIO + ALWAYS_ALLOWED);
  }

  /** Unpacks into an empty folder that exists, or throws and leaves what it has written. */
  static Manifest unpack(Path bundle, Path folder) {
    try {
      Set<String> names = Directory.names(bundle);
      try (ZipFile zip = new ZipFile(bundle.toFile(), StandardCharsets.UTF_8)) {
        return new Unpacking(bundle, zip).unpack(names, folder);
      }
    } catch (java.util.zip.ZipException | java.io.EOFException | IllegalArgumentException e) {
      throw Faults.broken(bundle, Text.same(Faults.reason(e)));
    } catch (IOException e) {
      throw new ProblemException(Faults.reading(bundle, e), e);
    }
  }

  private Manifest unpack(Set<String> names, Path folder) throws IOException {
    Manifest manifest = manifest(names);
    Set<String> promised = new HashSet<>();
    for (Manifest.Entry entry : manifest.entries()) {
      if (!promised.add(entry.path()) || entry.path().equals(Contents.MANIFEST)) {
        throw Faults.refused(
            bundle,
            "的清单里 " + Faults.shown(entry.path()) + " 写了两次",
            "lists " + Faults.shown(entry.path()) + " twice");
      }
    }
    same(names, promised);
    for (Manifest.Entry entry : manifest.entries()) {
      write(entry, folder.resolve(entry.path()));
    }
    return manifest;
  }

  private Manifest manifest(Set<String> names) throws IOException {
    if (!names.contains(Contents.MANIFEST)) {
      throw Faults.refused(
          bundle,
          "里没有 " + Contents.MANIFEST + "，不是试金石导出的包",
          "has no " + Contents.MANIFEST + ": it is no bundle of Touchstone's");
    }
    try (InputStream in = open(Contents.MANIFEST)) {
      byte[] bytes = in.readNBytes(MANIFEST_BYTES);
      left -= bytes.length;
      JsonNode tree = Json.mapper().readTree(bytes);
      int version = tree.path("version").asInt(0);
      if (tree.path("format").asString("").equals(Manifest.FORMAT) && version > Manifest.VERSION) {
        throw Faults.newer(bundle, version);
      }
      Manifest manifest = Json.mapper().treeToValue(tree, Manifest.class);
      if (!manifest.format().equals(Manifest.FORMAT) || manifest.version() != Manifest.VERSION) {
        throw unreadable("format " + Faults.shown(manifest.format()));
      }
      return manifest;
    } catch (JacksonException e) {
      throw unreadable(Faults.shown(e.getOriginalMessage()));
    } catch (NullPointerException _) {
      throw unreadable("null");
    }
  }

  private ProblemException unreadable(String why) {
    return Faults.refused(
        bundle,
        "的 " + Contents.MANIFEST + " 读不懂：" + why,
        "has a " + Contents.MANIFEST + " that cannot be read: " + why);
  }

  private void same(Set<String> names, Set<String> promised) {
    Set<String> more = new TreeSet<>(names);
    more.removeAll(promised);
    more.remove(Contents.MANIFEST);
    if (!more.isEmpty()) {
      String all = String.join(", ", more);
      throw Faults.refused(
          bundle, "里有清单上没有的文件：" + all, "holds files that it does not list: " + all);
    }
    Optional<String> gone =
        promised.stream().filter(name -> !names.contains(name)).sorted().findFirst();
    gone.or(() -> Contents.missing(promised))
        .ifPresent(name -> {
          throw Faults.refused(bundle, "里缺 " + Faults.shown(name), "lacks " + Faults.shown(name));
        });
  }

  private void write(Manifest.Entry entry, Path file) throws IOException {
    long bytes = 0;
    java.security.MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(open(entry.path()), digest);
        OutputStream out = create(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
        left -= read;
        if (left < 0) {
          throw bomb();
        }
        put(out, buffer, read, file);
      }
    }
    String found = Sha256.hex(digest);
    if (bytes != entry.bytes() || !found.equals(entry.sha256())) {
      throw Faults.refused(
          bundle,
          "里的 " + entry.path() + " 和清单上的 SHA-256 对不上，被改过或传坏了",
          "holds a " + entry.path() + " that does not match its SHA-256: changed or damaged");
    }
  }

  private static OutputStream create(Path file) {
    try {
      return Files.newOutputStream(file, java.nio.file.StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(file, e), e);
    }
  }

  private static void put(OutputStream out, byte[] buffer, int count, Path file) {
    try {
      out.write(buffer, 0, count);
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(file, e), e);
    }
  }

  private InputStream open(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null || entry.isDirectory()) {
      throw Faults.broken(bundle, Text.same(name));
    }
    return zip.getInputStream(entry);
  }

  private ProblemException bomb() {
    return Faults.refused(
        bundle,
        "解压后超过 %,d 字节（文件本身的 %d 倍，或 2 GiB），像是压缩炸弹".formatted(allowed, MOST_RATIO),
        "unpacks to more than %,d bytes (%d times its own size, or 2 GiB), like a zip bomb"
            .formatted(allowed, MOST_RATIO));
  }
}
