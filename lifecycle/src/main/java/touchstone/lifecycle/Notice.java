package touchstone.lifecycle;

import touchstone.model.Text;

/** What people are told without asking. */
public enum Notice {
  BUDGET_WARNING("预算已用 80%，用完会自动释放", "80 % of the budget is spent; at the cap it is released"),
  BUDGET_SPENT("预算用完，开始释放", "the budget is spent; releasing"),
  LEASE_OVER("租约到期，开始释放", "the lease is over; releasing"),
  READY("已就绪", "ready"),
  RESTARTING("引擎停了，稍后自动重启", "the engine ended; it is started again"),
  FAILED("启动不起来，已放弃", "gave up starting it"),
  DELETE_MACHINE(
      "引擎已停，机器还在计费：请到云厂商控制台删掉它",
      "the engine is gone, the machine still costs money: delete it in your provider's console"),
  RELEASE_FAILED("释放失败，可能仍在计费，会一直重试", "release failed: it may still cost money; trying again");

  private final Text title;

  Notice(String zh, String en) {
    this.title = new Text(zh, en);
  }

  public Text title() {
    return title;
  }
}
