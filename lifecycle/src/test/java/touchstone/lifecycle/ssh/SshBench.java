package touchstone.lifecycle.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.Deployments;
import touchstone.lifecycle.Keeper;
import touchstone.lifecycle.Notice;
import touchstone.lifecycle.Order;
import touchstone.lifecycle.Remote;
import touchstone.lifecycle.process.Bench;
import touchstone.model.Ticker;
import touchstone.testing.ScriptedEngine;

/** Deployments of a scripted engine on a machine that is reached by ssh. */
final class SshBench implements AutoCloseable {
  private final Path root;
  private final Remote remote;
  private final Deployments deployments;
  final List<Notice> notices = new CopyOnWriteArrayList<>();
  private final List<DeploymentFolder> made = new ArrayList<>();
  private final List<Thread> owners = new ArrayList<>();
  private final List<Process> apart = new ArrayList<>();

  SshBench(Path root, Remote remote) {
    this.root = root;
    this.remote = remote;
    this.deployments = new Deployments(root.resolve("deployments"));
  }

  KnownHosts known() {
    return known(root);
  }

  private static KnownHosts known(Path root) {
    return new KnownHosts(root.resolve("known_hosts"), List.of());
  }

  /** Connects once and trusts what answers. */
  Connection trusting() throws IOException {
    return Connection.open(remote, known(), Optional.empty(), (_, _, _) -> true);
  }

  DeploymentFolder order(Duration lease, Order.Tariff tariff, boolean keyed, String... arguments) {
    String name = "far" + made.size();
    DeploymentFolder folder =
        deployments.create(
            new Order(
                name + "-" + Long.toHexString(System.nanoTime()),
                name,
                "ssh",
                "scripted",
                "some model; touch 'pwned' $(touch pwned)\n`touch pwned`",
                List.of(arguments),
                lease.toMillis(),
                tariff,
                keyed,
                Optional.of(remote)),
            InstantSource.system().millis());
    made.add(folder);
    return folder;
  }

  DeploymentFolder order(Duration lease, String... arguments) {
    return order(lease, Order.Tariff.free(), false, arguments);
  }

  /** An owner in a thread of this process. */
  Thread keep(DeploymentFolder folder) {
    Thread owner = Thread.ofPlatform().daemon().start(() -> own(folder, root, notices));
    owners.add(owner);
    return owner;
  }

  /** An owner in a process of its own, to be killed. */
  Process keepApart(DeploymentFolder folder) throws IOException {
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName(),
                folder.path().toString(),
                root.toString())
            .inheritIO()
            .start();
    apart.add(owner);
    return owner;
  }

  /** Owns the deployment whose folder is its first argument. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) {
      own(new DeploymentFolder(Path.of(arguments[0])), Path.of(arguments[1]), new ArrayList<>());
    }
  }

  private static void own(DeploymentFolder folder, Path root, List<Notice> notices) {
    try {
      Keeper.keep(
          folder,
          (where, order) ->
              new SshHost(
                  where,
                  order.remote().orElseThrow(),
                  Bench.template(ScriptedEngine.command()),
                  new SshHost.Surroundings(
                      known(root),
                      System.getenv(),
                      endpoint -> Bench.ask(where, endpoint),
                      InstantSource.system(),
                      Ticker.system(),
                      new Random())),
          InstantSource.system(),
          Ticker.system(),
          notices::add);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The guards of a deployment: shells that its mark is not on. */
  static List<ProcessHandle> guards(DeploymentFolder folder) {
    return ProcessHandle.allProcesses()
        .filter(each ->
            each.info()
                .commandLine()
                .filter(line -> line.contains(folder.id() + "/guard.sh"))
                .isPresent())
        .toList();
  }

  @Override
  public void close() {
    owners.forEach(Thread::interrupt);
    apart.forEach(Process::destroyForcibly);
    try {
      for (Thread owner : owners) {
        owner.join(20_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (DeploymentFolder folder : made) {
      guards(folder).forEach(ProcessHandle::destroyForcibly);
      Bench.running(folder).forEach(ProcessHandle::destroyForcibly);
    }
  }
}
