package touchstone.bundle;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** What can be wrong with a bundle, in words. */
final class Faults {
  private static final Text AGAIN =
      new Text(
          "请让对方用 touchstone export 重新导出，再传一次；在这之前不要相信里面的结论。",
          "Ask for a new one, made by touchstone export, and until then trust nothing in it.");
  private static final int LONGEST = 80;

  private Faults() {}

  static Problem reading(Path file, IOException e) {
    return new Problem(
        new Text("读不了 " + file + "：" + reason(e), "Cannot read " + file + ": " + reason(e)),
        new Text("请检查路径和读取权限。", "Check the path and the permission to read it."));
  }

  static Problem writing(Path file, IOException e) {
    return new Problem(
        new Text("写不了 " + file + "：" + reason(e), "Cannot write " + file + ": " + reason(e)),
        new Text(
            "请检查磁盘空间和写入权限，或用 --out 换个地方。",
            "Check disk space and permissions, or name another place with --out."));
  }

  /** The archive cannot be opened, or its bytes do not unpack. */
  static ProblemException broken(Path bundle, Text why) {
    return refused(
        bundle, "不是完整的 zip 文件（" + why.zh() + "）", "is no whole zip file (" + why.en() + ")");
  }

  /** Something in it is not as export writes it. */
  static ProblemException refused(Path bundle, String zh, String en) {
    return new ProblemException(new Problem(new Text(bundle + "：" + zh, bundle + " " + en), AGAIN));
  }

  /** A file of the run itself is not what this program writes. */
  static ProblemException unreadable(Path file, JacksonException e) {
    return new ProblemException(
        new Problem(
            new Text(
                file + " 读不懂：" + shown(e.getOriginalMessage()),
                file + " cannot be read: " + shown(e.getOriginalMessage())),
            new Text(
                "文件被改动过：请先 touchstone report 重写报告，再导出。",
                "It was changed: write the report again with touchstone report, then export.")),
        e);
  }

  static ProblemException newer(Path bundle, int version) {
    return new ProblemException(
        new Problem(
            new Text(
                bundle + " 的格式版本是 " + version + "，这里只认识 " + Manifest.VERSION,
                bundle + " has layout " + version + ", this program knows " + Manifest.VERSION),
            new Text("请更新试金石后再试。", "Update Touchstone and try again.")));
  }

  /** A name out of an archive, short and without characters that steer a terminal. */
  static String shown(String name) {
    String tame = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "\uFFFD");
    return tame.length() > LONGEST ? tame.substring(0, LONGEST) + "…" : tame;
  }

  static String reason(Exception e) {
    return shown(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
  }
}
