package touchstone.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import touchstone.model.Text;

/** Says how many bytes can still be written below a folder. */
@FunctionalInterface
interface Space {
  /** Left free beside the model. */
  long MARGIN = 64L << 20;

  long usable(Path folder) throws IOException;

  static Space real() {
    return folder -> Files.getFileStore(folder).getUsableSpace();
  }

  /** Throws where fewer bytes are left than needed. */
  default void check(Path folder, long needed) throws SourceFailure, IOException {
    long usable = usable(folder);
    if (needed + MARGIN > usable) {
      String want = mega(needed + MARGIN);
      String have = mega(usable);
      throw new SourceFailure(
          new Text(
              "磁盘空间不够：" + folder + " 需要 " + want + " MB，只剩 " + have + " MB",
              "not enough disk: " + folder + " needs " + want + " MB and has " + have + " MB"));
    }
  }

  private static String mega(long bytes) {
    return String.format(Locale.ROOT, "%.0f", bytes / 1e6);
  }
}
