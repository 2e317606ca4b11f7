package touchstone.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import touchstone.model.ProblemException;
import touchstone.model.Progress;
import touchstone.model.Sha256;
import touchstone.model.Text;
import touchstone.model.Ticker;

/**
 * The models on this machine, each in its own folder below the cache. What is there and checked is
 * used without network; what is not is fetched from the first source that gives it. Thread-safe and
 * safe between processes: one of them downloads, the others wait.
 */
public final class ModelStore {
  private static final Http.Limits LIMITS =
      new Http.Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30));

  private final Path root;
  private final Sources sources;
  private final Ticker ticker;

  ModelStore(Path root, Sources sources, Ticker ticker) {
    this.root = root;
    this.sources = sources;
    this.ticker = ticker;
  }

  /** The store of the user: {@code $XDG_CACHE_HOME/touchstone/models}, else below ~/.cache. */
  public static ModelStore of(Map<String, String> environment, Ticker ticker) {
    return new ModelStore(
        root(environment),
        new Sources(
            Hubs.of(environment),
            new Pip(environment, ticker),
            ticker,
            () -> new Http(LIMITS, new Proxies(environment)),
            Space.real()),
        ticker);
  }

  /** Where the models lie. */
  public Path root() {
    return root;
  }

  /** Which licence terms were shown. */
  public Licences licences() {
    return new Licences(root);
  }

  /** The model, if it is here and checked; never touches the network and never digests. */
  public Optional<LocalModel> cached(CatalogueEntry entry) {
    return Verified.read(note(entry))
        .filter(verified -> verified.holds() && verified.serves(entry))
        .map(verified -> model(entry, verified.file()));
  }

  /**
   * The model, fetched if it is not here yet. Interrupting the thread ends the download; what is
   * there is kept and gone on with the next time.
   *
   * @throws ProblemException naming every source that was tried and why it failed
   */
  public LocalModel fetch(CatalogueEntry entry, Progress progress) {
    Optional<LocalModel> ready = cached(entry);
    if (ready.isPresent()) {
      return ready.get();
    }
    try {
      Path folder = Files.createDirectories(root.resolve(entry.name()));
      try (StoreLock _ = StoreLock.take(folder.resolve("lock"), entry.name(), ticker, progress)) {
        Optional<LocalModel> meanwhile = cached(entry);
        return meanwhile.isPresent() ? meanwhile.get() : locked(entry, folder, progress);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(entry, e);
    } catch (IOException e) {
      throw Problems.of(
          new Text(
              "模型缓存 " + root + " 用不了：" + e.getMessage(),
              "The model cache " + root + " cannot be used: " + e.getMessage()),
          new Text(
              "请检查目录权限，或用 XDG_CACHE_HOME 换一个位置。",
              "Check its permissions, or choose another place with XDG_CACHE_HOME."),
          e);
    }
  }

  private LocalModel locked(CatalogueEntry entry, Path folder, Progress progress)
      throws IOException, InterruptedException {
    Path target = folder.resolve(entry.name() + ".gguf");
    Optional<Verified> adopted = adopt(entry, target);
    if (adopted.isPresent()) {
      return keep(entry, adopted.get());
    }
    List<Attempt> attempts = new ArrayList<>();
    for (ModelSource source : entry.sources()) {
      try {
        return keep(entry, sources.fetch(entry, source, folder, target, progress));
      } catch (SourceFailure e) {
        attempts.add(new Attempt(sources.name(source), e.why()));
        progress.report(attempts.getLast().said(), -1);
      }
    }
    throw unavailable(entry, attempts);
  }

  /** A file that lies in place but has lost its note, e.g. after a copy, is checked again. */
  private Optional<Verified> adopt(CatalogueEntry entry, Path target) throws IOException {
    if (!Files.isRegularFile(target)) {
      return Optional.empty();
    }
    String sha256 = Sha256.of(target);
    String source = entry.sources().getFirst().id();
    Optional<Verified> noted = Verified.read(note(entry));
    if (noted.isPresent() && noted.get().sha256().equals(sha256)) {
      source = noted.get().source();
    } else if (!pinned(entry, sha256)) {
      return Optional.empty();
    }
    return Optional.of(Verified.of(target, sha256, source)).filter(each -> each.serves(entry));
  }

  private static boolean pinned(CatalogueEntry entry, String sha256) {
    return entry.sources().stream()
        .anyMatch(source -> source.pin().sha256().filter(sha256::equals).isPresent());
  }

  private LocalModel keep(CatalogueEntry entry, Verified verified) throws IOException {
    verified.write(note(entry));
    return model(entry, verified.file());
  }

  private Path note(CatalogueEntry entry) {
    return root.resolve(entry.name()).resolve("verified.json");
  }

  private static LocalModel model(CatalogueEntry entry, Path file) {
    return new LocalModel(
        entry.name(), file, entry.quantization(), entry.contextTokens(), entry.format());
  }

  private static Path root(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    // the XDG specification says to ignore paths that are not absolute
    Path base =
        Path.of(cache).isAbsolute()
            ? Path.of(cache)
            : Path.of(environment.getOrDefault("HOME", "")).toAbsolutePath().resolve(".cache");
    return base.resolve("touchstone").resolve("models");
  }

  /** One source that did not give the file. */
  private record Attempt(String source, Text why) {
    Text said() {
      return new Text(source + "：" + why.zh(), source + ": " + why.en());
    }
  }

  private ProblemException unavailable(CatalogueEntry entry, List<Attempt> attempts) {
    StringBuilder zh = new StringBuilder("拿不到模型 " + entry.name() + "，来源都试过了：");
    StringBuilder en =
        new StringBuilder("The model " + entry.name() + " cannot be had. Sources tried:");
    for (Attempt attempt : attempts) {
      zh.append("\n  - ").append(attempt.said().zh());
      en.append("\n  - ").append(attempt.said().en());
    }
    String mirror = sources.hubs().huggingface().endpointVariable();
    return Problems.of(
        new Text(zh.toString(), en.toString()),
        new Text(
            "已有 GGUF 文件：用 --model-file 指定；有镜像：把 "
                + mirror
                + " 设成镜像地址再试；模型已经跑在别处：在 selection.yaml 里改用 endpoint。",
            "With a GGUF file at hand, give it with --model-file; with a mirror, set "
                + mirror
                + " to it; with the model running elsewhere, use endpoint in selection.yaml."));
  }

  private static ProblemException interrupted(CatalogueEntry entry, InterruptedException e) {
    return Problems.of(
        new Text(
            "模型 " + entry.name() + " 的下载被中断。",
            "The download of the model " + entry.name() + " was interrupted."),
        new Text("已下载的部分还在，再运行一次会接着下。", "What has come is kept; run again to go on with it."),
        e);
  }
}
