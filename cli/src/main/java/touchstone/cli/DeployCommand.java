package touchstone.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.deploy.llamacpp.LlamaCppBackend;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.Faults;
import touchstone.lifecycle.Life;
import touchstone.lifecycle.Order;
import touchstone.lifecycle.Remote;
import touchstone.lifecycle.Wish;
import touchstone.lifecycle.ssh.MachineReport;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.store.Json;

/** {@code touchstone deploy MODEL}: brings a model up that stays up after this command. */
@Command(name = "deploy", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class DeployCommand implements Callable<Integer> {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}";
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 4;

  @Parameters(index = "0", paramLabel = "MODEL", descriptionKey = "MODEL")
  private String model = "";

  @Parameters(index = "1..*", paramLabel = "ARGUMENT", descriptionKey = "ARGUMENT")
  private List<String> arguments = List.of();

  @Option(names = "--name", paramLabel = "NAME")
  private @Nullable String name;

  @Option(names = "--backend", paramLabel = "local|process|ssh")
  private String backend = LlamaCppBackend.NAME;

  @Option(names = "--engine", paramLabel = "ENGINE")
  private @Nullable String engine;

  @Mixin private final SshOptions ssh = new SshOptions();

  @Option(names = "--lease", paramLabel = "TIME")
  private String lease = "4h";

  @Option(names = "--price", paramLabel = "SUM")
  private @Nullable String price;

  @Option(names = "--budget", paramLabel = "SUM")
  private @Nullable String budget;

  @Option(names = "--key")
  private boolean keyed;

  @Option(names = "--no-wait")
  private boolean noWait;

  @Option(names = "--json")
  private boolean json;

  private final Console console;

  DeployCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Wiring wiring = new Wiring(console);
    Keepers keepers = Keepers.of(wiring);
    keepers.revive();
    Order order = order(wiring);
    Optional<MachineReport> machine = order.remote().map(remote -> looked(remote, wiring));
    if (ssh.probeOnly()) {
      return Exit.OK;
    }
    DeploymentFolder folder = keepers.deployments().create(order, keepers.nowMillis());
    machine.ifPresent(report -> keep(folder, report));
    if (machine.isPresent() && !order.rented()) {
      console.say(
          new Text(
              "没写 --price：当作自己的机器，不计费，也不会催你删它",
              "No --price: it counts as a machine of your own, is not charged for, and nobody"
                  + " reminds you to delete it"));
    }
    if (keyed) {
      folder.keep(random(KEY_BYTES));
    }
    keepers.start(folder);
    console.say(
        new Text(
            "在后台启动，Ctrl-C 不会停它；租约 " + lease + "，到期自动释放",
            "Starting in the background, Ctrl-C does not stop it; released when its lease of "
                + lease
                + " is over"));
    return noWait ? Exit.OK : waited(keepers, folder);
  }

  /** A look at the machine, shown before anything is started. */
  private MachineReport looked(Remote remote, Wiring wiring) {
    String program = new Hosting(wiring).templates().find(chosen()).command().getFirst();
    MachineReport report = ssh.probe(remote, program, wiring);
    PrintWriter where = ssh.probeOnly() ? console.out() : console.err();
    MachineTable.whole(report, program, console.language()).forEach(where::println);
    where.flush();
    if (!ssh.probeOnly()) {
      SshOptions.required(report, remote, program, chosen());
    }
    return report;
  }

  private static void keep(DeploymentFolder folder, MachineReport report) {
    Path file = folder.path().resolve("machine.json");
    try {
      Files.writeString(file, Json.mapper().writeValueAsString(report));
    } catch (IOException e) {
      throw Faults.files(file, e);
    }
  }

  private int waited(Keepers keepers, DeploymentFolder folder) throws InterruptedException {
    Life life = keepers.await(folder, now -> Asking.settled(now, Wish.START));
    if (json) {
      console
          .out()
          .println(
              Json.mapper()
                  .writeValueAsString(
                      DeploymentReport.json(folder, life, System.currentTimeMillis())));
      return life.state() instanceof touchstone.lifecycle.State.Ready ? Exit.OK : Exit.FAILED;
    }
    return new Asking(console, keepers).concluded(folder, life, Wish.START);
  }

  private Order order(Wiring wiring) {
    boolean far = backend.equals(Hosting.SSH);
    String weights = far ? farPath(model) : path(model);
    // what is wrong with the options is said before anything is fetched
    String given = named();
    Duration time = lease();
    Order.Tariff tariff = tariff();
    Optional<Remote> remote = ssh.remote(backend);
    if (backend.equals(LlamaCppBackend.NAME)) {
      if (engine != null || !arguments.isEmpty()) {
        throw new UsageProblem(
            new Text(
                "--engine 和附加参数只用于 --backend process 和 ssh",
                "--engine and ARGUMENT go with --backend process or ssh"),
            new Text("加上 --backend process，或去掉它们。", "Add --backend process, or leave them out."));
      }
      new Downloads(wiring, false).fetch(List.of(wiring.candidate(weights)));
    } else if (far || backend.equals(Hosting.PROCESS)) {
      if (new Hosting(wiring).templates().find(chosen()).keyVariable().isEmpty() && keyed) {
        throw keyless(chosen());
      }
    } else {
      throw UsageProblem.value("--backend", backend, Text.same("local | process | ssh"));
    }
    return new Order(
        given + "-" + random(ID_BYTES),
        given,
        backend,
        backend.equals(LlamaCppBackend.NAME) ? "" : chosen(),
        weights,
        arguments,
        time.toMillis(),
        tariff,
        keyed,
        remote);
  }

  private String chosen() {
    return Optional.ofNullable(engine).orElse("vllm");
  }

  /** As the far machine knows it: what lies here is of no use there. */
  private static String farPath(String word) {
    if (word.startsWith("-")) {
      throw noModel(word);
    }
    return word;
  }

  private static UsageProblem noModel(String word) {
    return UsageProblem.value(
        "MODEL",
        word,
        new Text("模型名或 GGUF 文件，写在选项前面", "a model's name or a GGUF file, before the options"));
  }

  /** A file or folder by its whole path, because the engine runs elsewhere. */
  private String path(String word) {
    if (word.startsWith("-")) {
      throw noModel(word);
    }
    return Files.exists(Path.of(word)) ? Path.of(word).toAbsolutePath().toString() : word;
  }

  private String named() {
    String given =
        Optional.ofNullable(name)
            .orElseGet(() -> String.valueOf(Path.of(model).getFileName()).replace(".gguf", ""));
    if (!given.matches(NAME)) {
      throw UsageProblem.value(
          "--name",
          given,
          new Text("小写字母、数字、-、_、. 组成的名字（" + NAME + "）", "a name that matches " + NAME));
    }
    return given;
  }

  private Duration lease() {
    return Amounts.time(lease)
        .orElseThrow(() -> UsageProblem.value("--lease", lease, Text.same("90s | 30m | 4h | 2d")));
  }

  private Order.Tariff tariff() {
    if (price == null) {
      if (budget != null) {
        throw new UsageProblem(
            new Text("--budget " + budget + "：不知道价格", "--budget " + budget + ": no price is known"),
            new Text(
                "再写上每小时的价格，例如 --price 12CNY。", "Give the hourly price too, e.g. --price 12CNY."));
      }
      return Order.Tariff.free();
    }
    Amounts.Sum hourly = sum("--price", price);
    Optional<Amounts.Sum> most = Optional.ofNullable(budget).map(text -> sum("--budget", text));
    most.filter(each -> !each.currency().equals(hourly.currency()))
        .ifPresent(each -> {
          throw UsageProblem.value(
              "--budget",
              String.valueOf(budget),
              new Text(
                  "和 --price 一样的币种 " + hourly.currency(),
                  "the currency of --price, " + hourly.currency()));
        });
    return new Order.Tariff(hourly.currency(), hourly.micros(), most.map(Amounts.Sum::micros));
  }

  private Amounts.Sum sum(String option, String text) {
    return Amounts.sum(text)
        .orElseThrow(() -> UsageProblem.value(option, text, Text.same("12.5CNY | 3USD")));
  }

  /** A key that the engine does not read would protect nothing. */
  private static ProblemException keyless(String engine) {
    return new ProblemException(
        new Problem(
            new Text(
                "引擎 " + engine + " 的模板没有写从哪个变量读密钥（key），--key 不起作用，没有启动",
                "The template of engine "
                    + engine
                    + " names no key variable, --key would protect"
                    + " nothing; nothing was started"),
            new Text(
                "去掉 --key（只听 127.0.0.1），或在 engines.yaml 的模板里补上 key。",
                "Leave --key out (it listens on 127.0.0.1 only), or add key to its template in"
                    + " engines.yaml.")));
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
