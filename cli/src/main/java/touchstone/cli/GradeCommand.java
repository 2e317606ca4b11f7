package touchstone.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.model.Grade;
import touchstone.model.Standing;
import touchstone.model.Text;
import touchstone.run.Reporting;
import touchstone.run.RunFiles;
import touchstone.store.Json;
import touchstone.store.RunFolder;

/** {@code touchstone grade RUN}: grades stored samples again and prints the grades. */
@Command(name = "grade", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class GradeCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "RUN", descriptionKey = "RUN")
  private @Nullable String run;

  @Option(names = "--json")
  private boolean json;

  private final Console console;

  GradeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Wiring wiring = new Wiring(console);
    RunFolder folder = wiring.run(run);
    Reporting reporting = new Reporting(wiring.versions(), console.language());
    List<Grade> grades = reporting.grade(new RunFiles(folder));
    for (Grade grade : grades) {
      console.out().println(json ? Json.mapper().writeValueAsString(grade) : line(grade));
    }
    console.say(
        new Text(
            grades.size() + " 条评分已写入 " + folder.grades(),
            grades.size() + " grades written to " + folder.grades()));
    return Exit.OK;
  }

  private static String line(Grade grade) {
    String score = grade.score().isPresent() ? "%.2f".formatted(grade.score().getAsDouble()) : "-";
    return "%-4s %-12s %-44s %s %s"
        .formatted(
            grade.key().candidate(),
            grade.dimension().id(),
            grade.key().caseId(),
            score,
            grade.standing() == Standing.SCORED ? "" : grade.standing() + " " + grade.reason());
  }
}
