package touchstone.cli;

import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.Life;
import touchstone.lifecycle.Order;
import touchstone.lifecycle.State;
import touchstone.lifecycle.Wish;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** Asks the owner of a deployment for something and waits until that has come about. */
record Asking(Console console, Keepers keepers) {
  /** The exit code: 0 where the wish came true. */
  int ask(String name, Wish wish) throws InterruptedException {
    DeploymentFolder folder = keepers.deployments().find(name);
    Life before = folder.life().orElseThrow();
    if (before.state() instanceof State.Released released) {
      throw over(name, released);
    }
    folder.ask(wish);
    keepers.revive();
    Life life = keepers.await(folder, now -> folder.asked().isEmpty() && settled(now, wish));
    return concluded(folder, life, wish);
  }

  /** The exit code of a deployment that has gone as far as it goes for now, and what to say. */
  int concluded(DeploymentFolder folder, Life life, Wish wish) {
    return switch (life.state()) {
      case State.Ready _ -> {
        DeploymentReport.address(life).ifPresent(url -> ready(folder, life, url));
        yield wish == Wish.START ? Exit.OK : Exit.FAILED;
      }
      case State.Failed failed -> {
        console.show(failed(folder, life, failed));
        goesOn(life);
        yield Exit.FAILED;
      }
      case State.Stopped _ -> {
        goesOn(life);
        yield wish == Wish.STOP ? Exit.OK : Exit.FAILED;
      }
      case State.AwaitingDeletion _ -> {
        console.say(Keepers.deletion(life, keepers.nowMillis()));
        yield wish == Wish.RELEASE ? Exit.OK : Exit.FAILED;
      }
      case State.Released _ -> wish == Wish.RELEASE || wish == Wish.DELETED ? Exit.OK : Exit.FAILED;
      default -> Exit.FAILED;
    };
  }

  static boolean settled(Life life, Wish wish) {
    return switch (life.state()) {
      case State.Released _ -> true;
      case State.ReleaseFailed _, State.AwaitingDeletion _ -> wish != Wish.DELETED;
      case State.Stopped _, State.Failed _ -> wish == Wish.START || wish == Wish.STOP;
      case State.Ready _ -> wish == Wish.START;
      default -> false;
    };
  }

  /** A rented machine costs whether an engine runs on it or not. */
  private void goesOn(Life life) {
    Order order = life.order();
    if (order.rented() && life.meter().openSinceMillis().isPresent()) {
      String price = Amounts.shown(order.tariff().microsPerHour(), order.tariff().currency());
      console.say(
          new Text(
              "机器还在，每小时 " + price + " 照计；不用了就 touchstone release " + order.name() + "，再到控制台删掉它",
              "The machine goes on costing "
                  + price
                  + " an hour; when done, touchstone release "
                  + order.name()
                  + " and delete it in the console"));
    }
  }

  private void ready(DeploymentFolder folder, Life life, String url) {
    String served = life.engine().orElseThrow().model();
    console.out().println(url + "  " + served);
    folder
        .secret()
        .ifPresent(_ ->
            console.say(
                new Text(
                    "请求要带密钥，密钥在 " + folder.key() + "（仅自己可读）",
                    "Requests must bear the key in " + folder.key() + " (for you only)")));
  }

  private static Problem failed(DeploymentFolder folder, Life life, State.Failed failed) {
    String name = life.order().name();
    return new Problem(
        new Text(
            name + " 没有起来：" + failed.cause().title().zh() + detail(failed),
            name + " did not come up: " + failed.cause().title().en() + detail(failed)),
        new Text(
            "日志：touchstone logs "
                + name
                + "（"
                + folder.path()
                + "）。改好后 touchstone start "
                + name
                + "，不要了就 touchstone release "
                + name
                + "。",
            "Its log: touchstone logs "
                + name
                + " ("
                + folder.path()
                + "). Then touchstone start "
                + name
                + ", or touchstone release "
                + name
                + "."));
  }

  private static String detail(State.Failed failed) {
    return failed.detail().isEmpty() ? "" : "\n    " + failed.detail().replace("\n", "\n    ");
  }

  private static ProblemException over(String name, State.Released released) {
    return new ProblemException(
        new Problem(
            new Text(
                name + " " + released.title().zh() + "，只剩日志和账目",
                name + " is " + released.title().en() + "; only its log and costs are left"),
            new Text("要再用就重新 touchstone deploy。", "To use it again, touchstone deploy it anew.")));
  }
}
