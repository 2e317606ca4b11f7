package touchstone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.model.Text;
import touchstone.report.SheetFile;
import touchstone.run.RunFiles;
import touchstone.run.Voting;
import touchstone.store.RunFolder;
import touchstone.votes.Ballot;
import touchstone.votes.Contest;

/** {@code touchstone votes export RUN}: blind pairs of answers for people to vote on. */
@Command(name = "export", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class VotesExportCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "RUN", descriptionKey = "RUN")
  private @Nullable String run;

  @Option(names = "--out", paramLabel = "FILE", required = true)
  private Path out = Path.of("");

  @Option(names = "--pairs", paramLabel = "N")
  private int pairs = 40;

  @Option(names = "--voters", paramLabel = "N")
  private int voters = 2;

  @Option(names = "--seed", paramLabel = "N")
  private @Nullable Long seed;

  private final Console console;

  VotesExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    BenchWords words = new BenchWords("votes export");
    words.atLeast("--pairs", pairs, 1);
    words.atLeast("--voters", voters, 1);
    if (!SheetFile.named(out)) {
      throw UsageProblem.value(
          "--out", out.toString(), new Text("以 .xlsx 或 .csv 结尾", "a name ending in .xlsx or .csv"));
    }
    RunFolder folder = new Wiring(console).run(run);
    List<Path> files = files();
    for (Path file : files) {
      if (Files.exists(file)) {
        throw new UsageProblem(
            new Text(file + " 已经存在，不会覆盖", file + " is there already and is not overwritten"),
            new Text("请换一个文件名。", "Choose another name."));
      }
    }
    Voting voting = new Voting(new RunFiles(folder));
    long drawnBy = seed != null ? seed : new SecureRandom().nextLong();
    Ballot ballot = UsageProblem.in(() -> voting.draw(pairs, voters, drawnBy));
    write(ballot, voting, files);
    console.say(
        new Text(
            "%d 对，%d 张表，一人一张，互相不要看。“投票”一列填 1（回答一好）、2（回答二好）或 0（差不多）。收回后：\n  touchstone votes import %s %s"
                .formatted(ballot.drawn(), voters, folder.id(), joined(files)),
            ("%d pairs on %d sheets, one for each person; they should not compare notes. Under"
                    + " 'vote' goes 1 (answer 1 is better), 2 (answer 2) or 0 (neither). Then:\n"
                    + "  touchstone votes import %s %s")
                .formatted(ballot.drawn(), voters, folder.id(), joined(files))));
    return Exit.OK;
  }

  private static String joined(List<Path> files) {
    return String.join(" ", files.stream().map(Path::toString).toList());
  }

  /** One for each voter: votes-1.xlsx, votes-2.xlsx. */
  private List<Path> files() {
    if (voters == 1) {
      return List.of(out);
    }
    String name = String.valueOf(out.getFileName());
    int dot = name.lastIndexOf('.');
    List<Path> files = new ArrayList<>();
    for (int i = 1; i <= voters; i++) {
      files.add(out.resolveSibling(name.substring(0, dot) + "-" + i + name.substring(dot)));
    }
    return files;
  }

  private void write(Ballot ballot, Voting voting, List<Path> files) {
    Map<Contest.Key, Contest> contests = new HashMap<>();
    voting.contests().forEach(each -> contests.put(each.key(), each));
    Set<String> names = voting.names();
    for (int voter = 1; voter <= voters; voter++) {
      List<List<String>> rows = new ArrayList<>();
      for (Ballot.Slip slip : ballot.sheet(voter)) {
        Contest contest = contests.get(ballot.pairs().get(slip.pair()).key());
        if (contest != null) {
          rows.add(row(slip, contest, names));
        }
      }
      VoteSheet.of(rows, console.language()).write(files.get(voter - 1));
      console.out().println(files.get(voter - 1));
    }
    console.out().flush();
  }

  private static List<String> row(Ballot.Slip slip, Contest contest, Set<String> names) {
    String first = blind(contest.firstAnswer(), names);
    String second = blind(contest.secondAnswer(), names);
    return List.of(
        slip.id(),
        contest.system(),
        contest.question(),
        slip.firstLeft() ? first : second,
        slip.firstLeft() ? second : first,
        "",
        String.valueOf(slip.voter()));
  }

  /** An answer without the names of candidates. */
  private static String blind(String answer, Set<String> names) {
    String blind = answer;
    for (String name : names) {
      blind =
          Pattern.compile(Pattern.quote(name), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
              .matcher(blind)
              .replaceAll("〔…〕");
    }
    return blind;
  }
}
