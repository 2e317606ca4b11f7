package touchstone.server;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import touchstone.model.Text;
import touchstone.store.RunFolder;

/** The runs below the root, by their ids; nothing else on the disk can be named. */
record Runs(Path root) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  List<RunFolder> all() {
    return RunFolder.all(root).stream().filter(each -> ID.matcher(each.id()).matches()).toList();
  }

  RunFolder find(String id) {
    RunFolder folder = new RunFolder(root.resolve(ID.matcher(id).matches() ? id : "-"));
    boolean there =
        Files.isDirectory(folder.path(), LinkOption.NOFOLLOW_LINKS)
            && Files.isRegularFile(folder.selection());
    if (!there) {
      throw new Refusal(
          404,
          new Text("没有这次运行：" + shown(id), "There is no run '" + shown(id) + "'"),
          new Text("全部运行见 /api/runs。", "All runs are in /api/runs."));
    }
    return folder;
  }

  private static String shown(String id) {
    return id.length() > 64 ? id.substring(0, 64) + "…" : id;
  }
}
