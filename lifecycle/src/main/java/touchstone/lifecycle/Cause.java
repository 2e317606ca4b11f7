package touchstone.lifecycle;

import touchstone.model.Text;

/** Why an engine is not running any more, as far as it can be told. */
public enum Cause {
  OOM_LOAD(false, "加载时内存或显存不够", "out of memory while loading"),
  OOM_RUNTIME(true, "运行中内存或显存耗尽", "out of memory while serving"),
  NO_CAPACITY(false, "没有可用的显卡", "no usable GPU"),
  IMAGE(false, "找不到命令、模型或文件", "command, model or file not found"),
  PORT(true, "端口被占用", "port taken"),
  CRASH(true, "引擎自行退出", "the engine ended by itself"),
  STALLED(true, "引擎没有动静", "the engine gave no sign of life"),
  UNREACHABLE(true, "连不上机器", "the machine cannot be reached"),
  ACCESS(false, "机器不让登录，或主机密钥不对", "login refused, or not the host key that is known"),
  LOST(true, "看护进程中断期间引擎没了", "gone while nobody watched"),
  BUDGET(false, "预算不够再启动一次", "the budget does not cover another start"),
  PREEMPTED(true, "机器被收回", "the machine was taken back");

  private final boolean retried;
  private final Text title;

  Cause(boolean retried, String zh, String en) {
    this.retried = retried;
    this.title = new Text(zh, en);
  }

  /** Whether starting again may help. */
  public boolean retried() {
    return retried;
  }

  public Text title() {
    return title;
  }
}
