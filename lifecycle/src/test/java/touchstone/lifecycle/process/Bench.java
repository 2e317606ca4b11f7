package touchstone.lifecycle.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.Deployments;
import touchstone.lifecycle.Keeper;
import touchstone.lifecycle.Life;
import touchstone.lifecycle.Notice;
import touchstone.lifecycle.Order;
import touchstone.lifecycle.State;
import touchstone.model.Endpoint;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.model.Ticker;
import touchstone.testing.ScriptedEngine;

/** Deployments of a scripted engine in a folder of the test's own. */
public final class Bench implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Deployments deployments;
  final List<Notice> notices = new CopyOnWriteArrayList<>();
  private final List<DeploymentFolder> made = new ArrayList<>();
  private final List<Thread> owners = new ArrayList<>();
  private int number;

  Bench(Path root) {
    this.deployments = new Deployments(root);
  }

  /** A request with that lease, written down; the arguments go to the scripted engine. */
  DeploymentFolder order(Duration lease, boolean keyed, String... arguments) {
    number++;
    Order order =
        new Order(
            "shop-" + number + "-" + Long.toHexString(System.nanoTime()),
            "shop" + number,
            "process",
            "scripted",
            "some model; echo no",
            List.of(arguments),
            lease.toMillis(),
            Order.Tariff.free(),
            keyed);
    DeploymentFolder folder = deployments.create(order, InstantSource.system().millis());
    made.add(folder);
    return folder;
  }

  public static EngineTemplate template(List<String> command) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("--port", "{port}", "--model", "{name}", "--weights", "{model}"));
    return new EngineTemplate(
        "scripted",
        line,
        Map.of(),
        List.of(),
        Optional.empty(),
        Optional.of("ENGINE_KEY"),
        LogDialect.VLLM,
        "{name}",
        "/health");
  }

  /** An owner in a thread of this process. */
  Thread keep(DeploymentFolder folder) {
    return keep(folder, template(ScriptedEngine.command()));
  }

  Thread keep(DeploymentFolder folder, EngineTemplate template) {
    Thread owner = Thread.ofPlatform().daemon().start(() -> own(folder, template, notices));
    owners.add(owner);
    return owner;
  }

  private static void own(DeploymentFolder folder, EngineTemplate template, List<Notice> notices) {
    try {
      Keeper.keep(
          folder,
          (where, order) ->
              new ProcessHost(
                  where,
                  template,
                  System.getenv(),
                  endpoint -> ask(where, endpoint),
                  Ticker.system()),
          InstantSource.system(),
          Ticker.system(),
          notices::add);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An owner in a process of its own, to be killed. */
  Process keepApart(DeploymentFolder folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Owner.class.getName(),
            folder.path().toString())
        .inheritIO()
        .start();
  }

  /** Owns the deployment whose folder is its argument. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) {
      own(
          new DeploymentFolder(Path.of(arguments[0])),
          template(ScriptedEngine.command()),
          new ArrayList<>());
    }
  }

  /** One real question: the list of its models, with the key. */
  public static void ask(DeploymentFolder folder, Endpoint endpoint) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create(endpoint.url() + "/models").toURL().openConnection(Proxy.NO_PROXY);
      folder
          .secret()
          .ifPresent(key -> connection.setRequestProperty("Authorization", "Bearer " + key));
      String models =
          new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!models.contains("\"" + endpoint.model() + "\"")) {
        throw new IOException(models);
      }
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(Text.same(String.valueOf(e.getMessage())), Text.same("")), e);
    }
  }

  /** Waits until the ledger says so. */
  public static Life until(DeploymentFolder folder, Predicate<State> wanted)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Life life = folder.life().orElseThrow();
    while (!wanted.test(life.state())) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still " + life.state() + "\n" + folder.entries());
      }
      Thread.sleep(30);
      life = folder.life().orElseThrow();
    }
    return life;
  }

  /** What runs of it. */
  public static List<ProcessHandle> running(DeploymentFolder folder) {
    return Marked.of(folder.id(), 0);
  }

  /** Waits until nothing of it runs; whether that came true within the patience. */
  public static boolean vanishes(DeploymentFolder folder) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!running(folder).isEmpty() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    return running(folder).isEmpty();
  }

  @Override
  public void close() {
    owners.forEach(Thread::interrupt);
    made.forEach(folder -> running(folder).forEach(ProcessHandle::destroyForcibly));
  }
}
