package touchstone.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import touchstone.alerts.Alert;
import touchstone.alerts.Alerts;
import touchstone.alerts.AlertsFile;
import touchstone.alerts.Occasion;
import touchstone.alerts.Receiver;
import touchstone.lifecycle.Notice;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.model.Ticker;

/**
 * Tells those whom the user's alerts.yaml names; what goes wrong is said and stops nothing, and a
 * receiver that is wrong there leaves the others their alerts.
 */
final class Telling {
  private final Console console;
  private final Function<String, Optional<String>> env;

  Telling(Console console) {
    this(console, name -> Optional.ofNullable(System.getenv(name)));
  }

  Telling(Console console, Function<String, Optional<String>> env) {
    this.console = console;
    this.env = env;
  }

  Path file() {
    return AlertsFile.path(env);
  }

  /** All that the file names, none where there is no file. */
  AlertsFile.Named named() {
    return AlertsFile.read(file(), env);
  }

  static Alerts alerts(List<Receiver> receivers) {
    return new Alerts(receivers, InstantSource.system(), Ticker.system());
  }

  /** What a keeper says of its deployment. */
  void of(Notice notice, String deployment) {
    Text next =
        switch (notice) {
          case DELETE_MACHINE ->
              new Text(
                  "删完执行 touchstone release " + deployment + " --deleted，停止计费。",
                  "Then touchstone release " + deployment + " --deleted stops the meter.");
          case RELEASE_FAILED ->
              new Text(
                  "请到云厂商控制台确认机器是否还在；touchstone ps 看状态。",
                  "Look in the provider's console whether it is still there; touchstone ps shows"
                      + " its state.");
          case BUDGET_WARNING, BUDGET_SPENT ->
              new Text("touchstone costs 看花费。", "touchstone costs shows what it cost.");
          case FAILED ->
              new Text(
                  "touchstone logs " + deployment + " 看原因。",
                  "touchstone logs " + deployment + " says why.");
          case LEASE_OVER, READY, RESTARTING -> Text.same("");
        };
    tell(occasion(notice), deployment, notice.title(), next);
  }

  private static Occasion occasion(Notice notice) {
    return switch (notice) {
      case BUDGET_WARNING, BUDGET_SPENT -> Occasion.BUDGET;
      case LEASE_OVER -> Occasion.LEASE;
      case RELEASE_FAILED, DELETE_MACHINE -> Occasion.RELEASE_FAILED;
      case FAILED -> Occasion.FAILED;
      case READY, RESTARTING -> Occasion.READY;
    };
  }

  void tell(Occasion occasion, String subject, Text title, Text detail) {
    try {
      AlertsFile.Named named = named();
      named.faults().forEach(console::show);
      alerts(named.receivers())
          .tell(new Alert(occasion, subject, title, detail, Instant.now()))
          .forEach(this::complain);
    } catch (ProblemException wrong) {
      console.show(wrong.problem());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void complain(Alerts.Told told) {
    told.problem()
        .ifPresent(why ->
            console.say(
                new Text(
                    "提醒没送到 " + told.receiver().name() + "：" + why,
                    "The alert did not reach " + told.receiver().name() + ": " + why)));
  }
}
