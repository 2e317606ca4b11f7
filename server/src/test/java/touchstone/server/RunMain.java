package touchstone.server;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import touchstone.deploy.OutsideBackend;
import touchstone.endpoint.ClientSettings;
import touchstone.model.Language;
import touchstone.model.ProblemException;
import touchstone.run.Journal;
import touchstone.run.Run;
import touchstone.run.RunFiles;
import touchstone.run.Surroundings;
import touchstone.store.RunFolder;

/**
 * {@code touchstone run --resume FOLDER} for candidates behind endpoints, as a process: the rooms
 * below the command line do the work, so that what the server starts here is a real run.
 */
final class RunMain {
  private RunMain() {}

  public static void main(String[] args) {
    RunFiles files = new RunFiles(new RunFolder(Path.of(args[args.length - 1])));
    Journal journal = Journal.begin(files.folder(), InstantSource.system());
    System.out.println("working on " + files.folder().id());
    Surroundings around =
        new Surroundings(
            List.of(new OutsideBackend(_ -> {})),
            ClientSettings.standard(
                name -> Optional.ofNullable(System.getenv(name)), new Random(7)),
            Path.of(System.getProperty("touchstone.root")),
            files.folder().path().resolveSibling("measuring.lock"),
            files.folder().path().resolveSibling("judges"),
            Map.of("touchstone", "test"),
            Language.ZH);
    try {
      journal.ended(
          new Run(files, around, journal).perform(new Run.Start(OptionalInt.empty(), List.of())));
    } catch (ProblemException fault) {
      journal.failed(fault.problem());
      System.exit(1);
    }
  }
}
