package touchstone.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** What can go wrong with a deployment's files, in words. */
public final class Faults {
  private Faults() {}

  /** A file cannot be read or written. */
  public static ProblemException files(Path file, IOException e) {
    return new ProblemException(
        new Problem(
            new Text(
                "读写不了 " + file + "：" + e.getMessage(),
                "Cannot read or write " + file + ": " + e.getMessage()),
            new Text(
                "请检查磁盘空间和权限；部署的状态都在这个文件夹里，不要删。",
                "Check disk space and permissions; the deployment's state lies there, keep it.")),
        e);
  }

  static ProblemException broken(Path file, int line, String why) {
    return new ProblemException(
        new Problem(
            new Text(
                file + " 第 " + line + " 行读不懂：" + why,
                file + ", line " + line + " cannot be read: " + why),
            new Text(
                "账本中间被改动过，请从备份恢复。引擎若还在跑，用 touchstone ps 可以看到。",
                "The middle of the ledger was changed; restore it from a backup. touchstone ps"
                    + " shows whether an engine still runs.")));
  }

  static ProblemException unknown(String name, String known) {
    return new ProblemException(
        new Problem(
            new Text("没有叫“" + name + "”的部署", "There is no deployment '" + name + "'"),
            known.isEmpty()
                ? new Text(
                    "还没有部署过，先执行 touchstone deploy。", "There are none yet: touchstone deploy.")
                : new Text("现有：" + known, "There are: " + known)));
  }

  static ProblemException taken(String name, String id) {
    return new ProblemException(
        new Problem(
            new Text(
                "名字“" + name + "”已经在用（" + id + "）",
                "The name '" + name + "' is in use (" + id + ")"),
            new Text(
                "换一个 --name，或先执行 touchstone release " + name + "。",
                "Take another --name, or touchstone release " + name + " first.")));
  }

  /** Something that should be gone is not. */
  public static ProblemException stillThere(String what) {
    return new ProblemException(
        new Problem(
            new Text("还没有结束：" + what, "Still running: " + what),
            new Text(
                "会一直重试；也可以自己用 kill 结束它。",
                "It is tried again; you may also end it yourself with kill.")));
  }
}
