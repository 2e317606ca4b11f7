package touchstone.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import touchstone.model.Language;
import touchstone.model.ProblemException;

/** The entry point: picks the language, wires the rooms together and runs one command. */
public final class Main {
  static final String VERSION = "Touchstone 0.1.0";

  private Main() {}

  public static void main(String[] args) {
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      System.out.println(VERSION);
      return;
    }
    if (args.length == 1 && args[0].equals("--train")) {
      Training.run();
      return;
    }
    System.exit(run(args, System.getenv("LANG"), out(System.out), out(System.err)));
  }

  /** Runs one command and returns its exit code. */
  static int run(
      String[] args,
      @org.jspecify.annotations.Nullable String environmentLanguage,
      PrintWriter out,
      PrintWriter err) {
    Language language = Languages.of(args, environmentLanguage);
    Locale.setDefault(language == Language.ZH ? Locale.CHINESE : Locale.ENGLISH);
    return commandLine(language, out, err).execute(args);
  }

  static CommandLine commandLine(Language language, PrintWriter out, PrintWriter err) {
    Console console = new Console(language, out, err);
    CommandLine line =
        new CommandLine(new RootCommand())
            .addSubcommand(new RunCommand(console))
            .addSubcommand(new GradeCommand(console))
            .addSubcommand(new ReportCommand(console))
            .addSubcommand(new ExportCommand(console))
            .addSubcommand(new ReplayCommand(console))
            .addSubcommand(new RunsCommand(console))
            .addSubcommand(new ModelsCommand(console))
            .addSubcommand(new ImagesCommand(console))
            .addSubcommand(new FitCommand(console))
            .addSubcommand(
                new CommandLine(new OffersCommand(console))
                    .addSubcommand(new OffersCommand.Add(console)))
            .addSubcommand(new BenchCommand(console))
            .addSubcommand(new JudgeCommand(console))
            .addSubcommand(
                new CommandLine(new VotesCommand())
                    .addSubcommand(new VotesExportCommand(console))
                    .addSubcommand(new VotesImportCommand(console)))
            .addSubcommand(
                new CommandLine(new SuiteCommand(console))
                    .addSubcommand(new SuiteCommand.Check(console))
                    .addSubcommand(new SuiteNewCommand(console))
                    .addSubcommand(new SuiteDraftCommand(console))
                    .addSubcommand(new SuiteReviewCommand(console))
                    .addSubcommand(new SuitePreviewCommand(console)))
            .addSubcommand(new ImportCommand(console))
            .addSubcommand(new ServeCommand(console))
            .addSubcommand(
                new CommandLine(new GatewayCommand(console))
                    .addSubcommand(
                        new CommandLine(new KeyCommand())
                            .addSubcommand(new KeyCreateCommand(console))
                            .addSubcommand(new KeyListCommand(console))
                            .addSubcommand(new KeyRevokeCommand(console))))
            .addSubcommand(new DoctorCommand(console))
            .addSubcommand(new SelftestCommand(console))
            .addSubcommand(new FakeEndpointCommand(console))
            .addSubcommand(new EngineCommand(console))
            .addSubcommand(new DeployCommand(console))
            .addSubcommand(new PsCommand(console))
            .addSubcommand(new LogsCommand(console))
            .addSubcommand(new TopCommand(console))
            .addSubcommand(new StopCommand(console))
            .addSubcommand(new StartCommand(console))
            .addSubcommand(new ReleaseCommand(console))
            .addSubcommand(new CostsCommand(console))
            .addSubcommand(new AlertsCommand(console))
            .addSubcommand(new KeepCommand(console))
            .addSubcommand(new CompletionCommand())
            .addSubcommand(new CommandLine.HelpCommand());
    line.setOut(out).setErr(err).setUsageHelpWidth(console.columns());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(new BadUsage(console));
    line.setExecutionExceptionHandler((fault, _, _) -> {
      console.fault(fault);
      return switch (fault) {
        case UsageProblem _ -> Exit.BAD_USAGE;
        case ProblemException _ -> Exit.FAILED;
        default -> Exit.BROKEN;
      };
    });
    return line;
  }

  private static PrintWriter out(java.io.OutputStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
