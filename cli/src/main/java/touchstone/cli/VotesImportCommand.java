package touchstone.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import touchstone.imports.Block;
import touchstone.imports.Paper;
import touchstone.model.Text;
import touchstone.report.PeopleText;
import touchstone.report.ReportInput;
import touchstone.run.Reporting;
import touchstone.run.RunFiles;
import touchstone.run.Voting;
import touchstone.store.RunFolder;
import touchstone.votes.Ballot;
import touchstone.votes.VoteCount;

/** {@code touchstone votes import RUN FILE...}: takes sheets that came back. */
@Command(name = "import", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class VotesImportCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "RUN", descriptionKey = "RUN")
  private String run = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", descriptionKey = "FILE")
  private List<Path> files = new ArrayList<>();

  private final Console console;
  private int bad;

  VotesImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Wiring wiring = new Wiring(console);
    RunFolder folder = wiring.run(run);
    Voting voting = new Voting(new RunFiles(folder));
    Ballot ballot =
        voting
            .ballot()
            .orElseThrow(() ->
                new UsageProblem(
                    new Text(folder.id() + " 还没有导出过投票表", "no sheet was written for " + folder.id()),
                    new Text(
                        "先执行 touchstone votes export " + folder.id() + " --out 投票.xlsx",
                        "First: touchstone votes export " + folder.id() + " --out votes.xlsx")));
    VoteCount count = new VoteCount(ballot, voting.votes());
    for (Path file : files) {
      Paper paper = UsageProblem.in(() -> Paper.read(file, Optional.empty()));
      paper.left().forEach(each -> wrong(file, each.place(), each.reason()));
      for (Block block : paper.blocks()) {
        take(file, block, count);
      }
    }
    if (!count.fresh().isEmpty()) {
      voting.append(count.fresh());
    }
    console.say(
        new Text(
            "新收 %d 票，%d 票以前收过，%d 行空着，%d 行没用上"
                .formatted(count.fresh().size(), count.again(), count.blank(), bad),
            "%d new votes, %d kept before, %d rows without a vote, %d could not be used"
                .formatted(count.fresh().size(), count.again(), count.blank(), bad)));
    return report(wiring, folder, count);
  }

  private void take(Path file, Block block, VoteCount count) {
    if (!(block instanceof Block.TableRow row)) {
      return;
    }
    Optional<String> id = VoteSheet.id(row);
    Optional<String> vote = VoteSheet.vote(row);
    if (id.isEmpty() || vote.isEmpty()) {
      wrong(file, row.place(), new Text("没有“编号”或“投票”这一列", "there is no column 'id' or 'vote'"));
      return;
    }
    if (count.take(id.get(), VoteSheet.voter(row), vote.get())
        instanceof VoteCount.Taken.Wrong(Text reason)) {
      wrong(file, row.place(), reason);
    }
  }

  private void wrong(Path file, String place, Text reason) {
    bad++;
    console.say(
        new Text(file + " " + place + "：" + reason.zh(), file + " " + place + ": " + reason.en()));
  }

  private int report(Wiring wiring, RunFolder folder, VoteCount count) {
    if (count.fresh().isEmpty() && count.again() == 0) {
      return Exit.FAILED;
    }
    ReportInput input =
        new Reporting(wiring.versions(), console.language()).write(new RunFiles(folder)).input();
    PeopleText.lines(input, console.language()).forEach(console.out()::println);
    console.out().println(folder.reportHtml());
    console.out().flush();
    return bad == 0 ? Exit.OK : Exit.PARTIAL;
  }
}
