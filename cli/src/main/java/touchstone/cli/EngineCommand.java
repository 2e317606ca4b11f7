package touchstone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import touchstone.deploy.Deployment;
import touchstone.model.Candidate;
import touchstone.model.Endpoint;
import touchstone.model.Text;
import touchstone.run.RunEvent;

/** {@code touchstone engine MODEL}: serves one model with an OpenAI-compatible API until Ctrl-C. */
@Command(name = "engine", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class EngineCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", descriptionKey = "MODEL")
  private String model = "";

  private final Console console;

  EngineCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Wiring wiring = new Wiring(console);
    Candidate candidate = wiring.candidate(model);
    new Downloads(wiring, false).fetch(java.util.List.of(candidate));
    try (Deployment deployment = deploy(wiring, candidate)) {
      Endpoint endpoint = deployment.endpoint();
      console.say(
          new Text(
              "引擎已就绪：" + endpoint.url() + "（模型名 " + endpoint.model() + "，Ctrl-C 停止）",
              "Ready at " + endpoint.url() + " (model " + endpoint.model() + ", Ctrl-C ends it)"));
      while (deployment.failure().isEmpty()) {
        Thread.sleep(500);
      }
      console.show(deployment.failure().get());
      return Exit.FAILED;
    }
  }

  private Deployment deploy(Wiring wiring, Candidate candidate) {
    try (Watcher watcher = Watcher.of(console, false)) {
      return wiring.engine().deploy(candidate, RunEvent.progress(candidate.label(), watcher));
    }
  }
}
