package touchstone.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import touchstone.deploy.CatalogueEntry;
import touchstone.deploy.HubProbe;
import touchstone.deploy.Hubs;
import touchstone.model.Text;

/** What the doctor sees of the places that models come from. */
record SourceCheck(Wiring wiring) {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    boolean pip = pip();
    boolean any = false;
    for (Hubs.Hub hub : Hubs.of(wiring.environment()).all()) {
      boolean up = answers(hub);
      any |= up;
      findings.add(hub(hub, up, pip));
    }
    findings.add(0, pip(pip, any));
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
            "国内可设 HF_ENDPOINT 指向镜像；也可以用 --model-file 或已有接口。",
            "Point HF_ENDPOINT at a mirror, or use --model-file or an endpoint."));
  }

  private static boolean pip() {
    try {
      Process process =
          new ProcessBuilder("python3", "-m", "pip", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(10, TimeUnit.SECONDS);
      process.destroy();
      return ended && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Finding pip(boolean there, boolean hub) {
    Text what = Text.same("pip");
    return there
        ? Finding.good(what, Text.same("python3 -m pip"))
        : new Finding(
            hub ? Finding.Level.ODD : Finding.Level.BAD,
            what,
            new Text("没有可用的 pip", "no pip that works"),
            new Text(
                "请安装 Python 3 和 pip；能连上模型站时不需要。",
                "Install Python 3 with pip; not needed where a hub answers."));
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
