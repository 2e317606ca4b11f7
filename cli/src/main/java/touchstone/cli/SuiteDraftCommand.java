package touchstone.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import touchstone.drafts.Drafting;
import touchstone.drafts.DraftingModel;
import touchstone.drafts.LeftOut;
import touchstone.drafts.ModelDrafter;
import touchstone.endpoint.ChatClient;
import touchstone.model.Candidate;
import touchstone.model.Endpoint;
import touchstone.model.Text;
import touchstone.suite.ReviewDesk;

/** {@code touchstone suite draft --from FAQ}: drafts a suite out of a shop's own papers. */
@Command(name = "draft", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class SuiteDraftCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Option(names = "--from", paramLabel = "FILE", required = true, arity = "1..*")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--out", paramLabel = "SUITE")
  private @Nullable Path out;

  @Option(names = "--tab", paramLabel = "SHEET")
  private @Nullable String tab;

  @Option(names = "--sheet", paramLabel = "FILE")
  private @Nullable Path sheet;

  @Option(names = "--with", paramLabel = "URL")
  private @Nullable URI with;

  @Option(names = {"-y", "--yes"})
  private boolean yes;

  @Mixin private final BenchEndpoint target = new BenchEndpoint();

  private final Console console;

  SuiteDraftCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (sheet != null) {
      ReviewSheet.check(sheet);
    }
    Drafting drafting =
        UsageProblem.in(() -> Drafting.of(List.copyOf(files), Optional.ofNullable(tab)));
    if (with != null) {
      model(drafting, with);
    } else if (target.named()) {
      throw new UsageProblem(
          new Text("写了 --model，没写 --with", "--model without --with"),
          new Text("请用 --with 写模型的接口地址。", "Give the model's address with --with."));
    }
    return finished(drafting);
  }

  private void model(Drafting drafting, URI url) throws InterruptedException {
    BenchWords words = new BenchWords("suite draft");
    Endpoint endpoint = target.endpoint(words, url);
    Wiring wiring = new Wiring(console);
    Candidate.Outside outside =
        new Candidate.Outside(
            endpoint.url(), endpoint.model(), endpoint.apiKey(), endpoint.headers(), "{}");
    UsageProblem.in(() -> {
      wiring.trust(yes).checkPapers(outside, wiring::env);
      return outside;
    });
    try (ChatClient client = new ChatClient(wiring.client().with(target.timeouts(words)))) {
      drafting.with(
          new ModelDrafter(
              new DraftingModel(client, endpoint), done -> advanced(done, drafting.passages())));
    }
    if (console.live()) {
      console.err().print("\r\u001b[K");
    }
  }

  private void advanced(int done, int total) {
    if (console.live()) {
      String what = new Text("模型出题", "Asking the model").in(console.language());
      console.err().print("\r%s  %s %d/%d".formatted(what, Lines.bar(done, total), done, total));
      console.err().flush();
    }
  }

  private int finished(Drafting drafting) {
    int left = drafting.left().size();
    drafting.left().stream().limit(SHOWN).forEach(this::show);
    if (left > SHOWN) {
      console.say(
          new Text(
              "…… 共 " + left + " 处，全写在 left-out.txt 里", "… " + left + " in all, see left-out.txt"));
    }
    if (drafting.cases() == 0) {
      console.say(
          new Text(
              "一条也没起草出来。请把资料写成一问一答（“问：…”“答：…”，或表格里“问题”“答案”两列），或加 --with 让模型出题。",
              "Nothing was drafted. Write the papers as questions and answers ('Q: …', 'A: …', or a"
                  + " table with the columns question and answer), or let a model ask with"
                  + " --with."));
      return Exit.FAILED;
    }
    Path suite = out != null ? out : named();
    drafting.write(suite, LocalDate.now(ZoneId.systemDefault()));
    console.out().println(suite);
    console.out().flush();
    say(drafting, suite);
    return left > 0 ? Exit.PARTIAL : Exit.OK;
  }

  private void say(Drafting drafting, Path suite) {
    console.say(
        new Text(
            "起草了 %d 条，其中 %d 条问的是资料没写的；%d 处没有出题。"
                .formatted(drafting.cases(), drafting.missing(), drafting.left().size()),
            "%d cases drafted, %d of them ask what the papers do not tell; %d places gave none."
                .formatted(drafting.cases(), drafting.missing(), drafting.left().size())));
    if (sheet != null) {
      ReviewSheet.of(new ReviewDesk(suite).all(), console.language()).write(sheet);
      console.say(ReviewSheet.next(suite, sheet));
      return;
    }
    console.say(
        new Text(
            "草稿要有人收下才参加运行，过一遍：\n  touchstone suite review "
                + suite
                + "\n习惯用表格的：\n  touchstone suite review "
                + suite
                + " --sheet 审题.xlsx",
            "A draft runs only when a person has accepted it. Go through them:\n"
                + "  touchstone suite review "
                + suite
                + "\nor in a spreadsheet:\n  touchstone suite review "
                + suite
                + " --sheet review.xlsx"));
  }

  private void show(LeftOut left) {
    console.say(
        new Text(
            left.file() + " " + left.place() + "：" + left.reason().zh(),
            left.file() + " " + left.place() + ": " + left.reason().en()));
  }

  /** One beside the user that is named like the first file. */
  private Path named() {
    String name =
        String.valueOf(files.getFirst().getFileName()).replaceFirst("\\.[A-Za-z]{1,8}$", "");
    return Path.of(name + "-suite");
  }
}
