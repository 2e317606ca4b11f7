package touchstone.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import touchstone.alerts.Alert;
import touchstone.alerts.Alerts;
import touchstone.alerts.AlertsFile;
import touchstone.alerts.Occasion;
import touchstone.alerts.Receiver;
import touchstone.model.Text;

/** {@code touchstone alerts}: who is told of what, and whether it arrives. */
@Command(name = "alerts", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class AlertsCommand implements Callable<Integer> {
  @Option(names = "--test")
  private boolean test;

  private final Console console;

  private final Telling telling;

  AlertsCommand(Console console) {
    this(console, new Telling(console));
  }

  AlertsCommand(Console console, Telling telling) {
    this.console = console;
    this.telling = telling;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path file = telling.file();
    AlertsFile.Named named = UsageProblem.in(telling::named);
    if (!named.faults().isEmpty()) {
      named.faults().forEach(console::show);
      return Exit.BAD_USAGE;
    }
    if (named.receivers().isEmpty()) {
      console.say(
          new Text(
              "还没有设置提醒。写一个 " + file + "，写法见 docs/alerts.md。",
              "Nobody is told yet. Write " + file + "; docs/alerts.md says how."));
      return test ? Exit.BAD_USAGE : Exit.OK;
    }
    return test ? test(Telling.alerts(named.receivers())) : list(named.receivers());
  }

  private int list(List<Receiver> receivers) {
    for (Receiver each : receivers) {
      String occasions =
          each.occasions().stream().sorted().map(Occasion::word).collect(Collectors.joining(", "));
      console.out().println(each.name() + "  " + kind(each.way()) + "  " + occasions);
    }
    console.out().flush();
    return Exit.OK;
  }

  private int test(Alerts alerts) throws InterruptedException {
    boolean all = true;
    Alert alert =
        new Alert(
            Occasion.TEST,
            "touchstone",
            new Text("这是一条测试提醒", "this is a test"),
            new Text(
                "收到就说明提醒能送到。预算、租约、释放失败和选型结论会这样告诉您。",
                "It arrived. Budgets, leases, failed releases and verdicts will be told like"
                    + " this."),
            Instant.now());
    for (Alerts.Told told : alerts.tell(alert)) {
      all &= told.problem().isEmpty();
      console
          .out()
          .println(
              told.receiver().name()
                  + "  "
                  + told.problem().map(why -> sad(told, why)).orElseGet(this::fine));
    }
    console.out().flush();
    return all ? Exit.OK : Exit.FAILED;
  }

  private String fine() {
    return new Text("已送到", "told").in(console.language());
  }

  private String sad(Alerts.Told told, String why) {
    Text next =
        told.receiver().way() instanceof Receiver.Way.Mail
            ? new Text("请核对邮箱服务器、账号和授权码", "check server, account and password")
            : new Text(
                "请核对地址、加签密钥和关键词（可用“试金石”）",
                "check address, secret and keywords (\"Touchstone\" is in every message)");
    return new Text("没送到：" + why + "；" + next.zh(), "not told: " + why + "; " + next.en())
        .in(console.language());
  }

  private static String kind(Receiver.Way way) {
    return switch (way) {
      case Receiver.Way.WeCom _ -> "wecom";
      case Receiver.Way.DingTalk _ -> "dingtalk";
      case Receiver.Way.Feishu _ -> "feishu";
      case Receiver.Way.Hook _ -> "json";
      case Receiver.Way.Mail _ -> "email";
    };
  }
}
