package touchstone.lifecycle.ssh;

import java.io.IOException;
import touchstone.lifecycle.Order;
import touchstone.lifecycle.Remote;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** What can go wrong between the two machines, in words. */
final class SshFaults {
  private SshFaults() {}

  static ProblemException unreachable(Remote remote, Order order, IOException e) {
    String why = Shown.line(String.valueOf(e.getMessage()));
    Text next =
        order.rented()
            ? new Text(
                "会一直重试。机器已经在控制台删掉了，就执行 touchstone release " + order.name() + " --deleted，停止计费。",
                "It is tried again. If the machine is deleted already, touchstone release "
                    + order.name()
                    + " --deleted stops the meter.")
            : new Text(
                "会一直重试；请检查那台机器和网络。", "It is tried again; check that machine and the network.");
    return new ProblemException(
        new Problem(
            new Text(
                "连不上 " + remote.address() + "，不知道引擎还在不在：" + why,
                remote.address()
                    + " cannot be reached, whether the engine still runs is not known: "
                    + why),
            next),
        e);
  }
}
