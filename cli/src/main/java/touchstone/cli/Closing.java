package touchstone.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import touchstone.report.TextSummary;
import touchstone.run.Reporting;

/** The end of a run at the terminal: the summary or the whole report as JSON. */
record Closing(Console console, boolean json) {
  /** Shows it and returns the exit code. */
  int show(Reporting.Written written) {
    try {
      if (json) {
        console.out().print(Files.readString(written.json()));
      } else {
        TextSummary.lines(
                written.input(),
                console.language(),
                console.columns(),
                console.live(),
                written.html().toAbsolutePath())
            .forEach(console.out()::println);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    console.out().flush();
    return Exit.of(written.input().recommendation().decision());
  }
}
