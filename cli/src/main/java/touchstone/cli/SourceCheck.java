package touchstone.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import touchstone.deploy.CatalogueEntry;
import touchstone.deploy.HubProbe;
import touchstone.deploy.Hubs;
import touchstone.deploy.WheelProbe;
import touchstone.model.Text;
import touchstone.model.Ticker;

/** What the doctor sees of the places that models come from. */
record SourceCheck(Wiring wiring) {
  private static final Text PIP = Text.same("pip");
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration INDEX_PATIENCE = Duration.ofSeconds(10);

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Finding pip = pip();
    boolean any = false;
    for (Hubs.Hub hub : Hubs.of(wiring.environment()).all()) {
      boolean up = answers(hub);
      any |= up;
      findings.add(hub(hub, up, pip.level() == Finding.Level.GOOD));
    }
    findings.addFirst(any ? pip.atMost(Finding.Level.ODD) : pip);
    findings.add(models());
    return findings;
  }

  private boolean answers(Hubs.Hub hub) {
    try {
      return HubProbe.http(wiring.environment()).answers(hub.endpoint(), PATIENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Finding hub(Hubs.Hub hub, boolean up, boolean pip) {
    Text what = Text.same(hub.title());
    if (up) {
      return Finding.good(what, Text.same(hub.endpoint().toString()));
    }
    return new Finding(
        pip ? Finding.Level.ODD : Finding.Level.BAD,
        what,
        new Text(hub.endpoint() + " 两秒内没有回应", hub.endpoint() + " did not answer within 2 s"),
        new Text(
            "可以用环境变量 " + hub.endpointVariable() + " 指向镜像；也可以用 --model-file 或已有接口。",
            "Point "
                + hub.endpointVariable()
                + " at a mirror, or use --model-file or an endpoint."));
  }

  /** The packages that weights come in, as far as the catalogue has any. */
  private Finding pip() {
    WheelProbe probe = new WheelProbe(wiring.environment(), Ticker.system());
    try {
      for (CatalogueEntry entry : wiring.catalogue().entries()) {
        Optional<Text> obstacle = probe.obstacle(entry, INDEX_PATIENCE);
        if (obstacle.isPresent()) {
          return new Finding(
              Finding.Level.BAD,
              PIP,
              obstacle.get(),
              new Text(
                  "请检查网络，或给 pip 换一个能用的镜像源（环境变量 PIP_INDEX_URL）；能连上模型站时不需要 pip。",
                  "Check the network or give pip an index that answers (PIP_INDEX_URL); not needed"
                      + " where a hub answers."));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Finding.good(PIP, new Text("能查到模型的安装包", "the index has the models' packages"));
  }

  private Finding models() {
    List<String> here =
        wiring.catalogue().entries().stream()
            .filter(entry -> wiring.store().cached(entry).isPresent())
            .map(CatalogueEntry::name)
            .toList();
    return Finding.good(
        new Text("已下载的模型", "Models here"),
        here.isEmpty()
            ? new Text("还没有，首次运行时自动下载", "none yet, the first run fetches them")
            : Text.same(String.join(", ", here)));
  }
}
