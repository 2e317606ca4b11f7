package touchstone.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.model.Case;
import touchstone.model.Text;
import touchstone.report.Columns;
import touchstone.suite.ShopUse;
import touchstone.suite.SuiteReading;

/** {@code touchstone suite}: its commands; with a suite's name alone it checks that suite. */
@Command(name = "suite", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class SuiteCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "SUITE", descriptionKey = "SUITE")
  private String suite = "";

  private final Console console;

  SuiteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (suite.isEmpty()) {
      throw new UsageProblem(
          new Text("还要写测试集的名字或路径", "Missing: a suite's name or path"),
          new Text(
              "例如 touchstone suite check customer-service-zh，或 touchstone suite new my-shop。",
              "E.g. touchstone suite check customer-service-zh, or touchstone suite new my-shop."));
    }
    return check(console, suite, Optional.empty());
  }

  /** {@code touchstone suite check SUITE}: lists the cases and every mistake. */
  @Command(name = "check", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
  static final class Check implements Callable<Integer> {
    @Parameters(paramLabel = "SUITE", descriptionKey = "SUITE")
    private String suite = "";

    @Option(names = "--shop", paramLabel = "FILE")
    private @Nullable Path shop;

    private final Console console;

    Check(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      return check(console, suite, Optional.ofNullable(shop));
    }
  }

  private static int check(Console console, String suite, Optional<Path> shop) {
    SuiteReading reading = UsageProblem.in(() -> new Wiring(console).survey(suite, shop));
    Map<String, Integer> counts = new TreeMap<>();
    for (Case each : reading.suite().cases()) {
      counts.merge(each.dimension().title().in(console.language()), 1, Integer::sum);
      console.out().println(line(each));
    }
    int good = reading.suite().cases().size();
    int bad = reading.badCases().size();
    console.say(
        new Text(
            good + " 题可用 " + counts + "，" + bad + " 题有问题",
            good + " good cases " + counts + ", " + bad + " bad"));
    console.say(
        new Text("版本 " + reading.suite().edition(), "Version " + reading.suite().edition()));
    if (reading.drafts().size() + reading.dropped() > 0) {
      console.say(drafts(suite, reading));
    }
    reading.shop().map(SuiteCommand::shop).ifPresent(console::say);
    reading.badCases().forEach(console::show);
    return reading.badCases().isEmpty() ? Exit.OK : Exit.FAILED;
  }

  private static Text drafts(String suite, SuiteReading reading) {
    int left = reading.drafts().size();
    String zh = left == 0 ? "" : "；过一遍：touchstone suite review " + suite;
    String en = left == 0 ? "" : "; go through them: touchstone suite review " + suite;
    return new Text(
        "草稿：" + left + " 条还没看，" + reading.dropped() + " 条弃掉，都不参加运行" + zh,
        "Drafts: " + left + " to go through, " + reading.dropped() + " dropped; none runs" + en);
  }

  private static Text shop(ShopUse shop) {
    int all = shop.values().size();
    int used = all - shop.unused().size();
    boolean idle = !shop.unused().isEmpty();
    return new Text(
        "店铺档案 %s：%d 项，用到 %d 项%s"
            .formatted(
                shop.file(), all, used, idle ? "，没用到：" + String.join("、", shop.unused()) : ""),
        "Shop profile %s: %d values, %d used%s"
            .formatted(
                shop.file(), all, used, idle ? ", not: " + String.join(", ", shop.unused()) : ""));
  }

  private static String line(Case each) {
    String last = each.turns().getLast().user();
    return Columns.left(each.dimension().id(), 12)
        + Columns.left(each.id(), 32)
        + Columns.cut(last.replace('\n', ' '), 60);
  }
}
