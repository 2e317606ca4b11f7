package touchstone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.bundle.Bundle;
import touchstone.bundle.Manifest;
import touchstone.model.Text;
import touchstone.report.Columns;
import touchstone.run.Reporting;
import touchstone.store.RunFolder;
import touchstone.store.ScratchFolder;

/** {@code touchstone replay BUNDLE}: recomputes what a bundle claims, without any model. */
@Command(name = "replay", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class ReplayCommand implements Callable<Integer> {
  private static final int MOST_SHOWN = 40;
  private static final int LONGEST = 120;

  @Parameters(paramLabel = "BUNDLE", descriptionKey = "BUNDLE")
  private Path bundle = Path.of("");

  @Option(names = "--out", paramLabel = "DIR")
  private @Nullable Path out;

  private final Console console;

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!Files.isRegularFile(bundle)) {
      throw UsageProblem.value(
          "BUNDLE",
          bundle.toString(),
          new Text("touchstone export 写出的文件", "a file that touchstone export wrote"));
    }
    Wiring wiring = new Wiring(console);
    Reporting reporting = new Reporting(wiring.versions(), console.language());
    if (out != null) {
      return replayed(out, reporting, wiring);
    }
    try (ScratchFolder folder = ScratchFolder.of("replay")) {
      return replayed(folder.path(), reporting, wiring);
    }
  }

  private int replayed(Path folder, Reporting reporting, Wiring wiring) {
    Manifest manifest = Bundle.unpack(bundle, folder);
    Replay replay = Replay.of(new RunFolder(folder), reporting, bundle);
    return show(manifest, replay, wiring.versions().getOrDefault("touchstone", ""));
  }

  private int show(Manifest manifest, Replay replay, String here) {
    boolean otherVersion = !manifest.touchstone().equals(here);
    if (otherVersion) {
      console.say(
          new Text(
              "包里的报告出自 " + manifest.touchstone() + "，这里是 " + here + "：算法不同，结果可以不同。",
              "The report inside was made by "
                  + manifest.touchstone()
                  + ", this is "
                  + here
                  + ": where the arithmetic changed, so may the result."));
    }
    Text sentence = replay.input().recommendation().sentence();
    console.out().println(Columns.tame(sentence.in(console.language())));
    if (replay.differences().isEmpty()) {
      console.out().println(same(manifest, replay).in(console.language()));
      return Exit.OK;
    }
    different(replay.differences(), otherVersion);
    return Exit.DIFFERENT;
  }

  private static Text same(Manifest manifest, Replay replay) {
    if (!manifest.answers()) {
      return new Text(
          "相同：结论和报告与包里的一致。包里没有回答，评分和回答的摘要没有重算。",
          "same: verdict and report come out as stored. The answers are not inside, so grades and"
              + " the answers' digests were not recomputed.");
    }
    return new Text(
        "逐位相同：" + replay.grades() + " 条评分、结论和报告都与包里的一致。",
        "same, bit for bit: " + replay.grades() + " grades, the verdict and the report.");
  }

  private void different(List<String> differences, boolean otherVersion) {
    console
        .out()
        .println(
            new Text(
                    "不同：" + differences.size() + " 处（左边是包里的，右边是重算的）",
                    "different in " + differences.size() + " places (stored → recomputed)")
                .in(console.language()));
    differences.stream()
        .limit(MOST_SHOWN)
        .map(each -> Columns.cut(Columns.tame(each), LONGEST))
        .forEach(each -> console.out().println("  " + each));
    if (differences.size() > MOST_SHOWN) {
      console.out().println("  … +" + (differences.size() - MOST_SHOWN));
    }
    console.say(
        otherVersion
            ? new Text(
                "要核对原来的结果，请用包里写的版本重算。", "To check the result itself, use the version named above.")
            : new Text(
                "样本算不出包里的报告：报告被改过，或换了会影响小数的机器。要看重算的全文请加 --out。",
                "The samples do not give the report inside: it was changed, or made on a machine"
                    + " whose decimals differ. --out keeps what was recomputed."));
  }
}
