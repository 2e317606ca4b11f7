package touchstone.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import touchstone.model.Text;
import touchstone.run.Depth;
import touchstone.run.Plan;
import touchstone.run.RunFiles;

/**
 * What is said again beside {@code --resume}: a run goes on as it was begun, so that only the same
 * may be said.
 */
record Resumption(RunFiles files) {
  private static final Text OWN = new Text("测试集自己的店铺档案", "the suites' own shop profile");

  /**
   * @param cases the fixed number; free as long as nothing is planned
   * @throws UsageProblem naming the first word that asks for something else
   */
  void check(
      Optional<Path> selection,
      Optional<Depth> depth,
      OptionalInt cases,
      List<Path> modelFiles,
      Optional<Path> shop,
      boolean stopEarly) {
    selection
        .filter(file -> !Opening.file(file).text().equals(begunWith()))
        .ifPresent(file -> {
          throw differs(file.toString(), Text.same(files.folder().selection().toString()));
        });
    if (!modelFiles.isEmpty()) {
      throw differs(
          "--model-file " + modelFiles.getFirst(),
          Text.same(files.folder().selection().toString()));
    }
    Optional<Path> rules = files.selection().shop();
    shop.map(Path::toAbsolutePath)
        .filter(wanted -> !rules.equals(Optional.of(wanted)))
        .ifPresent(wanted -> {
          throw differs("--shop " + wanted, rules.map(Resumption::named).orElse(OWN));
        });
    if (stopEarly && !files.selection().watched()) {
      throw differs("--stop-early", Text.same("stopping: fixed"));
    }
    Depth begun = files.selection().depth();
    depth
        .filter(wanted -> wanted != begun)
        .ifPresent(wanted -> {
          throw differs("--depth " + wanted.id(), Text.same(begun.id()));
        });
    Optional<Integer> planned = files.plan().map(Resumption::cases);
    if (cases.isPresent() && planned.isPresent() && planned.get() != cases.getAsInt()) {
      throw differs(
          "--cases " + cases.getAsInt(), new Text(planned.get() + " 道题", planned.get() + " cases"));
    }
  }

  private static Text named(Path file) {
    return Text.same(file.toString());
  }

  private static int cases(Plan plan) {
    return plan.suites().stream().mapToInt(suite -> suite.cases().size()).sum();
  }

  private String begunWith() {
    try {
      return Files.readString(files.folder().selection());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private UsageProblem differs(String said, Text begun) {
    String run = files.folder().id();
    return new UsageProblem(
        new Text(
            said + "：运行 " + run + " 开始时定的是 " + begun.zh() + "，接着跑时不能换",
            said + ": run " + run + " was begun with " + begun.en() + ", which cannot change now"),
        new Text(
            "接着跑就去掉它；要换就去掉 --resume，重新开始一次。",
            "Leave it out to go on, or leave out --resume to start anew."));
  }
}
