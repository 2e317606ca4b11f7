package touchstone.cli;

import java.util.Optional;
import touchstone.endpoint.Timeouts;
import touchstone.judge.JudgeCard;
import touchstone.model.Text;
import touchstone.run.JudgePhase;
import touchstone.run.JudgeSeat;
import touchstone.run.LaterJudging;
import touchstone.run.RunEvent;
import touchstone.run.RunFiles;
import touchstone.run.Surroundings;
import touchstone.store.RunFolder;

/**
 * {@code touchstone judge RUN --with URL --model M}: lets a judge compare a finished run's answers.
 *
 * @param progress hears how far it has come
 */
record JudgeRun(Console console, Timeouts timeouts, boolean yes, JudgePhase.Listener progress) {
  /** Judges and returns the exit code. */
  int judge(RunFolder folder, JudgeSeat seat) {
    Wiring wiring = new Wiring(console);
    UsageProblem.in(() -> {
      wiring.trust(yes).checkJudge(seat.source(), wiring::env);
      return folder;
    });
    LaterJudging judging =
        new LaterJudging(new RunFiles(folder), around(wiring), this::heard, progress);
    return switch (judging.perform(seat)) {
      case LaterJudging.Ending.Refused(JudgeCard card) -> refused(card, folder);
      case LaterJudging.Ending.Judged judged -> judged(judged, wiring.nameOf(folder));
    };
  }

  private Surroundings around(Wiring wiring) {
    Surroundings standard = wiring.surroundings();
    return new Surroundings(
        standard.backends(),
        standard.client().with(timeouts),
        standard.suitesRoot(),
        standard.lockFile(),
        standard.judgeCards(),
        standard.versions(),
        standard.language());
  }

  private void heard(RunEvent event) {
    Optional<Text> text =
        switch (event) {
          case RunEvent.Note note -> Optional.of(note.text());
          case RunEvent.Warning warning -> Optional.of(warning.text());
          default -> Optional.empty();
        };
    text.ifPresent(console::say);
  }

  private int refused(JudgeCard card, RunFolder folder) {
    clear();
    CardTable.lines(card, console.language()).forEach(console.out()::println);
    console
        .out()
        .println(
            new Text(
                    "运行 " + folder.id() + " 的评分和报告没有动。",
                    "Grades and report of run " + folder.id() + " stay as they were.")
                .in(console.language()));
    console.out().flush();
    return Exit.REFUSED;
  }

  private int judged(LaterJudging.Ending.Judged judged, String name) {
    clear();
    JudgePhase.Outcome outcome = judged.outcome();
    CardTable.lines(judged.card(), console.language()).forEach(console.out()::println);
    console
        .out()
        .println(
            new Text(
                    "%d 对回答：比了 %d 对，读不出 %d 对，还没比 %d 对。"
                        .formatted(
                            outcome.due(),
                            outcome.judged(),
                            outcome.unreadable(),
                            outcome.missing()),
                    "%d pairs of answers: %d judged, %d unreadable, %d not yet."
                        .formatted(
                            outcome.due(),
                            outcome.judged(),
                            outcome.unreadable(),
                            outcome.missing()))
                .in(console.language()));
    new Closing(console, false).show(judged.written());
    if (outcome.missing() == 0) {
      return Exit.OK;
    }
    outcome.problem().ifPresent(console::show);
    console.say(
        new Text(
            "已比的都记下了。再执行一次同样的 touchstone judge " + name + " …，只问剩下的。",
            "What was judged is kept. The same touchstone judge "
                + name
                + " … asks only for the rest."));
    return Exit.FAILED;
  }

  private void clear() {
    if (console.live()) {
      console.err().print("\r\u001b[K");
      console.err().flush();
    }
  }
}
