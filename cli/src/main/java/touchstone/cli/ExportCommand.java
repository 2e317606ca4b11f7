package touchstone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.bundle.Bundle;
import touchstone.bundle.Manifest;
import touchstone.model.Text;
import touchstone.run.RunStatus;
import touchstone.store.RunFolder;

/** {@code touchstone export RUN}: puts a run into one file for others. */
@Command(name = "export", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class ExportCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "RUN", descriptionKey = "RUN")
  private @Nullable String run;

  @Option(names = "--out", paramLabel = "FILE")
  private @Nullable Path out;

  @Option(names = "--without-answers")
  private boolean withoutAnswers;

  private final Console console;

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Wiring wiring = new Wiring(console);
    RunFolder folder = wiring.run(run);
    if (RunStatus.of(folder).state() == RunStatus.State.RUNNING) {
      throw new UsageProblem(
          new Text("运行 " + folder.id() + " 还在进行", "Run " + folder.id() + " is still going on"),
          new Text("等它跑完再导出。", "Export it when it is over."));
    }
    Path file = Optional.ofNullable(out).orElse(Path.of(folder.id() + Bundle.SUFFIX));
    if (Files.isDirectory(file)) {
      throw UsageProblem.value(
          "--out", file.toString(), new Text("要写的文件，不是文件夹", "a file to write, not a folder"));
    }
    Manifest manifest =
        Bundle.export(folder, file, !withoutAnswers && folder.answersKept(), wiring::env);
    console.out().println(file);
    console.say(said(manifest, file));
    return Exit.OK;
  }

  private static Text said(Manifest manifest, Path file) {
    int files = manifest.entries().size();
    return new Text(
        "已写入 %d 个文件%s。对方执行 touchstone replay %s 即可重算。"
            .formatted(files, manifest.answers() ? "" : "（不含回答）", file.getFileName()),
        "%d files written%s. Others recompute it with touchstone replay %s"
            .formatted(files, manifest.answers() ? "" : " (without answers)", file.getFileName()));
  }
}
