package touchstone.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import touchstone.model.Text;

/** What the doctor sees of the machine: JDK, memory, disk, processor, engine library. */
record MachineCheck(Wiring wiring) {
  private static final double GIB = 1L << 30;
  private static final double LEAST_MEMORY_GIB = 1.5;
  private static final double LEAST_DISK_GIB = 3;

  List<Finding> findings() {
    return List.of(
        jdk(),
        processor(),
        memory(),
        disk(new Text("模型缓存", "Model cache"), wiring.store().root()),
        disk(new Text("运行记录", "Runs"), wiring.runsRoot()),
        library());
  }

  private static Finding jdk() {
    Text found =
        Text.same(System.getProperty("java.vm.version") + ", " + System.getProperty("java.home"));
    return Runtime.version().feature() >= 25
        ? Finding.good(Text.same("JDK"), found)
        : new Finding(
            Finding.Level.BAD,
            Text.same("JDK"),
            found,
            new Text("请安装 JDK 25，并用 ./touchstone 启动。", "Install JDK 25 and use ./touchstone."));
  }

  private static Finding processor() {
    int cores = Runtime.getRuntime().availableProcessors();
    String flags = flags().orElse("");
    String known =
        List.of("avx512f", "avx512_vnni", "amx_int8", "avx2", "avx", "sse4_2").stream()
            .filter(each -> (" " + flags + " ").contains(" " + each + " "))
            .reduce("", (a, b) -> a.isEmpty() ? b : a + " " + b);
    Text what = new Text("处理器", "Processor");
    Text found = new Text(cores + " 核 " + known, cores + " cores " + known);
    if (flags.isEmpty() || known.contains("avx2")) {
      return Finding.good(what, found);
    }
    return new Finding(
        Finding.Level.ODD,
        what,
        found,
        new Text(
            "没有 AVX2，内嵌引擎会慢好几倍；可改用外部接口。",
            "No AVX2: the embedded engine is several times slower; outside endpoints are not"
                + " affected."));
  }

  private static Optional<String> flags() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("flags"))
          .findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Finding memory() {
    double gib =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? Math.max(available().orElse(0.0), system.getFreeMemorySize() / GIB)
            : 0;
    Text what = new Text("可用内存", "Free memory");
    Text found = Text.same("%.1f GiB".formatted(gib));
    return gib >= LEAST_MEMORY_GIB
        ? Finding.good(what, found)
        : new Finding(
            Finding.Level.BAD,
            what,
            found,
            new Text(
                "快速开始大约要 1.5 GiB，请先关掉占内存的程序。",
                "The quick start wants 1.5 GiB: close something first."));
  }

  /** What the kernel could give without swapping; free memory alone leaves the caches out. */
  private static Optional<Double> available() {
    try {
      return Files.readAllLines(Path.of("/proc/meminfo")).stream()
          .filter(line -> line.startsWith("MemAvailable:"))
          .map(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / (1 << 20))
          .findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Finding disk(Text what, Path folder) {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = Optional.ofNullable(existing.getParent()).orElse(Path.of("/"));
    }
    try {
      double gib = Files.getFileStore(existing).getUsableSpace() / GIB;
      Text found =
          new Text(
              "%s，剩 %.1f GiB".formatted(folder, gib), "%s, %.1f GiB free".formatted(folder, gib));
      boolean enough = gib >= LEAST_DISK_GIB && Files.isWritable(existing);
      return enough
          ? Finding.good(what, found)
          : new Finding(
              Finding.Level.BAD,
              what,
              found,
              new Text(
                  "请腾出空间或确认可写；也可以用 XDG_CACHE_HOME、XDG_DATA_HOME 换个位置。",
                  "Free some space or make it writable; XDG_CACHE_HOME and XDG_DATA_HOME move"
                      + " it."));
    } catch (IOException e) {
      return new Finding(
          Finding.Level.BAD,
          what,
          Text.same(folder + ": " + e.getMessage()),
          new Text("请检查这个目录。", "Check this folder."));
    }
  }

  private static Finding library() {
    Text what = new Text("内嵌引擎", "Embedded engine");
    Path folder = Path.of(System.getProperty("touchstone.native", ""));
    return Files.isDirectory(folder)
        ? Finding.good(
            what,
            Text.same(
                "llama.cpp, "
                    + System.getProperty("os.name")
                    + " "
                    + System.getProperty("os.arch")))
        : new Finding(
            Finding.Level.BAD,
            what,
            new Text("没有找到本地库（" + folder + "）", "its library is not in " + folder),
            new Text("请用 ./touchstone 启动，它会自动安装。", "Start with ./touchstone, which installs it."));
  }
}
