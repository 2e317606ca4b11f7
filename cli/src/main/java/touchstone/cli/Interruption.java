package touchstone.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import touchstone.model.Text;

/** Says how to go on when a run is stopped by Ctrl-C; the log is whole at any moment. */
final class Interruption {
  private final Console console;
  private final String run;
  private final AtomicBoolean armed = new AtomicBoolean();

  Interruption(Console console, String run) {
    this.console = console;
    this.run = run;
    Runtime.getRuntime().addShutdownHook(new Thread(this::tell, "interruption"));
  }

  void arm() {
    armed.set(true);
  }

  void disarm() {
    armed.set(false);
  }

  private void tell() {
    if (armed.get()) {
      console.err().println();
      console.say(
          new Text(
              "已停下，记录的样本都在。接着跑：\n  touchstone run --resume " + run,
              "Stopped; what was logged is kept. Go on with:\n  touchstone run --resume " + run));
    }
  }
}
