package touchstone.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.Deployments;
import touchstone.lifecycle.Life;
import touchstone.lifecycle.Order;
import touchstone.lifecycle.Remote;
import touchstone.lifecycle.State;
import touchstone.lifecycle.process.Watch;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.model.Ticker;

/**
 * Starts the owners of deployments as processes that outlive this command, and waits for what they
 * do. An owner that was killed is replaced by the next command that looks.
 */
record Keepers(Console console, Deployments deployments, long nowMillis) {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration GLANCE = Duration.ofSeconds(5);
  private static final Duration SETTLING = Duration.ofMinutes(1);

  static Keepers of(Wiring wiring) {
    Deployments deployments = new Deployments(Deployments.standardRoot(wiring::env));
    return new Keepers(wiring.console(), deployments, System.currentTimeMillis());
  }

  /**
   * Gives every deployment an owner that needs one and has none, and a moment to look what became
   * of the engine; shouts what must be shouted.
   */
  void revive() {
    Map<DeploymentFolder, Integer> started = new HashMap<>();
    for (DeploymentFolder folder : deployments.all()) {
      Life life = folder.life().orElseThrow();
      if (needed(folder, life)) {
        started.put(folder, folder.entries().size());
        start(folder);
      }
      shout(life);
    }
    long end = Ticker.system().nanos() + GLANCE.toNanos();
    started.forEach((folder, entries) -> glance(folder, entries, end));
  }

  private static void glance(DeploymentFolder folder, int entries, long endNanos) {
    try {
      while (folder.entries().size() == entries && Ticker.system().nanos() < endNanos) {
        Ticker.system().sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean needed(DeploymentFolder folder, Life life) {
    boolean released = life.state() instanceof State.Released;
    boolean due = !life.atRest() || nowMillis >= life.leaseEndMillis();
    return !released && (due || folder.asked().isPresent()) && !folder.owned();
  }

  private void shout(Life life) {
    switch (life.state()) {
      case State.ReleaseFailed failed -> shout(life.order().name(), failed.detail());
      case State.AwaitingDeletion _ -> console.say(deletion(life, nowMillis));
      default -> {
        // all is as it should be
      }
    }
  }

  /** What the user has to do, as nobody else can. */
  static Text deletion(Life life, long nowMillis) {
    Order order = life.order();
    String machine = order.remote().map(Remote::address).orElse("");
    String spent = Amounts.shown(life.spentMicros(nowMillis), order.tariff().currency());
    return new Text(
        "警告：机器 "
            + machine
            + " 还在计费（"
            + order.name()
            + " 已花 "
            + spent
            + "）。请到云厂商控制台删掉它，然后执行 touchstone release "
            + order.name()
            + " --deleted",
        "Warning: the machine "
            + machine
            + " still costs money ("
            + order.name()
            + ": "
            + spent
            + " so far). Now delete it in your provider's console, then touchstone release "
            + order.name()
            + " --deleted");
  }

  private void shout(String name, String why) {
    console.say(
        new Text(
            "警告：" + name + " 释放失败，可能仍在计费，正在反复重试：" + why,
            "Warning: releasing "
                + name
                + " failed, it may still cost money; trying again: "
                + why));
  }

  /** Starts an owner for the deployment. */
  void start(DeploymentFolder folder) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command(folder));
      builder.environment().remove(Watch.KEY_VARIABLE);
      folder.secret().ifPresent(key -> builder.environment().put(Watch.KEY_VARIABLE, key));
      builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.keeperLog().toFile()));
      builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(DeploymentFolder folder) {
    return Again.command(
        List.of("-Xmx96m"), List.of("keep", folder.path().toAbsolutePath().toString()));
  }

  /**
   * Waits for a state, saying each one on the way.
   *
   * @return the life in that state
   */
  Life await(DeploymentFolder folder, Predicate<Life> wanted) throws InterruptedException {
    String said = "";
    long lastOwnedNanos = Ticker.system().nanos();
    while (true) {
      Life life = folder.life().orElseThrow();
      String title = life.state().title().in(console.language());
      if (!title.equals(said)) {
        console.say(Text.same(life.order().name() + "  " + title));
        said = title;
      }
      if (wanted.test(life)) {
        return life;
      }
      boolean owned = folder.owned();
      if (owned) {
        lastOwnedNanos = Ticker.system().nanos();
      } else if (folder.asked().isPresent() && life.state().atRest()) {
        start(folder);
        Thread.sleep(LOOK.multipliedBy(10));
      }
      if (Ticker.system().nanos() - lastOwnedNanos > SETTLING.toNanos()) {
        throw unowned(folder);
      }
      Thread.sleep(LOOK);
    }
  }

  private static ProblemException unowned(DeploymentFolder folder) {
    return new ProblemException(
        new Problem(
            new Text(
                "部署 " + folder.id() + " 的看护进程没有起来",
                "The process that keeps deployment " + folder.id() + " did not come up"),
            new Text(
                "原因见 " + folder.keeperLog() + "；修好后执行 touchstone ps 会重新拉起。",
                "See " + folder.keeperLog() + " for the cause; touchstone ps starts it again.")));
  }

  /** The log that the engine wrote last; empty where it has written none. */
  static Optional<Path> engineLog(DeploymentFolder folder) {
    try (Stream<Path> files = Files.list(folder.path())) {
      return files
          .filter(each -> each.getFileName().toString().matches("engine.*\\.log"))
          .max((a, b) -> Long.compare(modified(a), modified(b)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }
}
