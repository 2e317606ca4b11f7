package touchstone.store;

import java.io.IOException;
import java.nio.file.Path;
import touchstone.model.Problem;
import touchstone.model.Text;

/** What can go wrong with files, in words. */
final class Faults {
  private Faults() {}

  static Problem writing(Path file, IOException e) {
    return new Problem(
        new Text(
            "写不了 " + file + "：" + e.getMessage(), "Cannot write " + file + ": " + e.getMessage()),
        new Text(
            "请检查磁盘空间和写入权限，然后用 touchstone run --resume 接着跑，已记录的样本都在。",
            "Check disk space and permissions, then go on with touchstone run --resume; what was"
                + " logged is kept."));
  }

  static Problem broken(Path file, int line, String why) {
    return new Problem(
        new Text(
            file + " 第 " + line + " 行读不懂：" + why,
            file + ", line " + line + " cannot be read: " + why),
        new Text(
            "文件中间被改动过。请从备份恢复，或删掉这一行所在的整批样本后再 --resume。",
            "The middle of the file was changed. Restore it, or delete the lines of that batch"
                + " and run --resume."));
  }

  static Problem judgement(Path file, int line, String why) {
    return new Problem(
        new Text(
            file + " 第 " + line + " 行读不懂：" + why,
            file + ", line " + line + " cannot be read: " + why),
        new Text(
            "文件中间被改动过。请从备份恢复，或删掉这一行；删掉的那一对会再问一次裁判。",
            "The middle of the file was changed. Restore it, or delete the line: the judge is then"
                + " asked again about that pair."));
  }
}
