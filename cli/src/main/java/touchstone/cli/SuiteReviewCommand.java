package touchstone.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.model.Text;
import touchstone.suite.Drafted;
import touchstone.suite.Review;
import touchstone.suite.ReviewDesk;
import touchstone.suite.SuiteFolders;

/**
 * {@code touchstone suite review SUITE}: goes through drafts one by one in the terminal, or by way
 * of a spreadsheet; every decision is kept at once, so that one can stop and go on.
 */
@Command(name = "review", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class SuiteReviewCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SUITE", descriptionKey = "SUITE")
  private String suite = "";

  @Option(names = "--sheet", paramLabel = "FILE")
  private @Nullable Path sheet;

  @Option(names = "--accept", paramLabel = "ID", split = ",")
  private List<String> accepted = new ArrayList<>();

  @Option(names = "--drop", paramLabel = "ID", split = ",")
  private List<String> dropped = new ArrayList<>();

  private final Console console;

  SuiteReviewCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Wiring wiring = new Wiring(console);
    Path folder = UsageProblem.in(() -> SuiteFolders.find(suite, wiring.root()));
    ReviewDesk desk = new ReviewDesk(folder);
    List<Drafted> drafts = UsageProblem.in(desk::all);
    if (drafts.isEmpty()) {
      throw new UsageProblem(
          new Text(suite + " 里没有草稿", suite + " has no drafts"),
          new Text(
              "草稿由 touchstone suite draft --from 资料 起草。",
              "touchstone suite draft --from FILE drafts some."));
    }
    int code;
    if (sheet != null) {
      code = bySheet(folder, desk, drafts, sheet);
    } else if (!accepted.isEmpty() || !dropped.isEmpty()) {
      code = byId(desk, drafts);
    } else {
      code = new ReviewTalk(console, desk, input(), editor(wiring)).talk();
    }
    tally(desk);
    return code;
  }

  private int bySheet(Path folder, ReviewDesk desk, List<Drafted> drafts, Path file) {
    ReviewSheet.check(file);
    if (!Files.exists(file)) {
      ReviewSheet.of(drafts, console.language()).write(file);
      console.out().println(file);
      console.out().flush();
      console.say(ReviewSheet.next(folder, file));
      return Exit.OK;
    }
    ReviewSheet.Outcome outcome = ReviewSheet.apply(file, desk);
    outcome.bad().forEach(console::show);
    console.say(
        new Text(
            "%d 行有决定，%d 行空着，%d 行没用上"
                .formatted(outcome.applied(), outcome.blank(), outcome.bad().size()),
            "%d rows with a decision, %d without, %d could not be used"
                .formatted(outcome.applied(), outcome.blank(), outcome.bad().size())));
    return outcome.bad().isEmpty() ? Exit.OK : Exit.PARTIAL;
  }

  private int byId(ReviewDesk desk, List<Drafted> drafts) {
    UsageProblem.in(() -> {
      ids(accepted, drafts).forEach(id -> desk.decide(id, Review.ACCEPTED));
      ids(dropped, drafts).forEach(id -> desk.decide(id, Review.DROPPED));
      return desk;
    });
    return Exit.OK;
  }

  /** The ids as given; {@code all} stands for every draft that is undecided. */
  private static List<String> ids(List<String> given, List<Drafted> drafts) {
    return given.equals(List.of("all"))
        ? drafts.stream().filter(each -> each.review() == Review.DRAFT).map(Drafted::id).toList()
        : given;
  }

  private static BufferedReader input() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }

  /** The user's editor; none where nobody sits at the terminal. */
  private static Optional<String> editor(Wiring wiring) {
    return Boolean.getBoolean("touchstone.input")
        ? wiring.env("VISUAL").or(() -> wiring.env("EDITOR")).filter(each -> !each.isBlank())
        : Optional.empty();
  }

  private void tally(ReviewDesk desk) {
    List<Drafted> all = desk.all();
    long accepted = count(all, Review.ACCEPTED);
    long dropped = count(all, Review.DROPPED);
    long left = count(all, Review.DRAFT);
    console.say(
        new Text(
            "收下 %d 条，弃掉 %d 条，还剩 %d 条没看".formatted(accepted, dropped, left),
            "%d accepted, %d dropped, %d still to go through".formatted(accepted, dropped, left)));
    if (accepted > 0 && left == 0) {
      console.say(
          new Text(
              "可以用了：选型文件里写 suites: [" + suite + "]",
              "Ready: write suites: [" + suite + "] into a selection"));
    }
  }

  private static long count(List<Drafted> all, Review review) {
    return all.stream().filter(each -> each.review() == review).count();
  }
}
