package touchstone.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.alerts.Occasion;
import touchstone.model.Candidate;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.run.Depth;
import touchstone.run.Journal;
import touchstone.run.Run;
import touchstone.run.RunFiles;
import touchstone.run.RunListener;

/** {@code touchstone run}: compares the candidates of a selection and writes the report. */
@Command(name = "run", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class RunCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "SELECTION", descriptionKey = "SELECTION")
  private @Nullable Path selection;

  @Option(names = "--depth", paramLabel = "quick|standard|thorough")
  private @Nullable Depth depth;

  @Option(names = "--cases", paramLabel = "N")
  private @Nullable Integer cases;

  @Option(names = "--out", paramLabel = "DIR")
  private @Nullable Path out;

  @Option(names = "--resume", arity = "0..1", fallbackValue = "", paramLabel = "RUN")
  private @Nullable String resume;

  @Option(names = "--endpoint", paramLabel = "ID=URL")
  private Map<String, URI> endpoints = new LinkedHashMap<>();

  @Option(names = "--model-file", paramLabel = "FILE")
  private List<Path> modelFiles = List.of();

  @Option(names = "--shop", paramLabel = "FILE")
  private @Nullable Path shop;

  @Option(names = "--stop-early")
  private boolean stopEarly;

  @Option(names = {"-q", "--quiet"})
  private boolean quiet;

  @Option(names = "--json")
  private boolean json;

  @Option(names = {"-y", "--yes"})
  private boolean yes;

  private final Console console;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (cases != null && cases < 1) {
      throw new UsageProblem(
          new Text("--cases " + cases + "：应为 1 以上的整数", "--cases " + cases + ": expected 1 or more"),
          new Text("例如 --cases 40；不写就按测得的速度定。", "E.g. --cases 40; without it the speed decides."));
    }
    Wiring wiring = new Wiring(console);
    Opening opening =
        new Opening(
            wiring,
            Optional.ofNullable(selection),
            Optional.ofNullable(depth),
            limit(),
            Optional.ofNullable(out),
            Optional.ofNullable(resume),
            modelFiles,
            endpoints,
            Optional.ofNullable(shop),
            stopEarly);
    Opening.Opened opened = opening.open(yes);
    RunFiles files = opened.files();
    if (!quiet) {
      opened.notes().forEach(console::say);
    }
    Journal journal = Journal.begin(files.folder(), InstantSource.system());
    Run.Ending ending = journalled(wiring, opened, journal);
    return end(ending, wiring.nameOf(files.folder()));
  }

  /** Does the run; its journal knows how it ended, whatever that is. */
  private Run.Ending journalled(Wiring wiring, Opening.Opened opened, Journal journal) {
    try {
      Run.Ending ending = work(wiring, opened, journal);
      journal.ended(ending);
      return ending;
    } catch (ProblemException fault) {
      journal.failed(fault.problem());
      throw fault;
    } catch (RuntimeException fault) {
      journal.failed(
          new Problem(
              new Text("程序内部出错：" + fault, "Touchstone itself failed: " + fault),
              new Text("已记录的样本都在，可以接着跑。", "What was logged is kept; it can go on.")));
      throw fault;
    }
  }

  private Run.Ending work(Wiring wiring, Opening.Opened opened, Journal journal) {
    RunFiles files = opened.files();
    new Downloads(wiring, quiet, journal).fetch(files.selection().candidates());
    Interruption interruption = new Interruption(console, wiring.nameOf(files.folder()));
    interruption.arm();
    Run.Ending ending = perform(wiring, opened, journal);
    interruption.disarm();
    return ending;
  }

  private OptionalInt limit() {
    return cases == null ? OptionalInt.empty() : OptionalInt.of(cases);
  }

  private Run.Ending perform(Wiring wiring, Opening.Opened opened, Journal journal) {
    try (Watcher watcher = Watcher.of(console, quiet)) {
      return new Run(opened.files(), wiring.surroundings(), RunListener.both(watcher, journal))
          .perform(new Run.Start(limit(), opened.notes()));
    }
  }

  private int end(Run.Ending ending, String name) {
    return switch (ending) {
      case Run.Ending.Finished finished -> {
        int code = new Closing(console, json).show(finished.written());
        new Telling(console)
            .tell(
                Occasion.VERDICT,
                name,
                finished.written().input().recommendation().sentence(),
                new Text(
                    "touchstone report " + name + " 看报告。",
                    "touchstone report " + name + " shows the report."));
        yield code;
      }
      case Run.Ending.Waiting waiting -> waiting(waiting.candidates(), name);
    };
  }

  private int waiting(List<Candidate> candidates, String name) {
    for (Candidate each : candidates) {
      String next = "touchstone run --resume %s --endpoint %s=URL".formatted(name, each.id());
      Text waiting =
          new Text(
              "在等候选 " + each.id() + "（" + each.label() + "）的地址，机器就绪后执行：\n  " + next,
              "Waiting for the address of "
                  + each.id()
                  + " ("
                  + each.label()
                  + "). When it is"
                  + " up:\n  "
                  + next);
      console.say(waiting);
      new Telling(console).tell(Occasion.VERDICT, name, waiting, Text.same(""));
    }
    return Exit.WAITING;
  }
}
