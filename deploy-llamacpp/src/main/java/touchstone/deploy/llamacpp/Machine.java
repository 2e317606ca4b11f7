package touchstone.deploy.llamacpp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What this machine is and how much memory is free on it, from Linux's own files. */
final class Machine {
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Path GROUP = Path.of("/sys/fs/cgroup");

  private Machine() {}

  /** E.g. {@code Intel(R) Xeon(R) Processor, 2 cores, 23 GiB}. */
  static String describe() {
    String model = line(PROCESSORS, "model name").replaceAll(".*:\\s*", "");
    OptionalLong total = memory("MemTotal");
    return "%s, %d cores%s"
        .formatted(
            model.isEmpty() ? System.getProperty("os.arch") : model,
            Runtime.getRuntime().availableProcessors(),
            total.isPresent() ? ", %d GiB".formatted(total.getAsLong() >> 30) : "");
  }

  /** Bytes that can be had now, within the control group's limit; empty where nobody knows. */
  static OptionalLong availableBytes() {
    OptionalLong machine = memory("MemAvailable");
    OptionalLong limit = number(GROUP.resolve("memory.max"));
    OptionalLong used = number(GROUP.resolve("memory.current"));
    if (limit.isEmpty() || used.isEmpty()) {
      return machine;
    }
    long reclaimable = cached();
    long group = Math.max(0, limit.getAsLong() - used.getAsLong() + reclaimable);
    return OptionalLong.of(machine.isPresent() ? Math.min(machine.getAsLong(), group) : group);
  }

  private static long cached() {
    String words = line(GROUP.resolve("memory.stat"), "inactive_file ").replaceAll("\\D", "");
    return words.isEmpty() ? 0 : Long.parseLong(words);
  }

  private static OptionalLong memory(String name) {
    String words = line(MEMORY, name + ":").replaceAll("\\D", "");
    return words.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(words) << 10);
  }

  private static OptionalLong number(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.matches("\\d{1,18}")
          ? OptionalLong.of(Long.parseLong(text))
          : OptionalLong.empty();
    } catch (IOException none) {
      return OptionalLong.empty();
    }
  }

  private static String line(Path file, String start) {
    try {
      return Files.readAllLines(file).stream()
          .filter(each -> each.startsWith(start))
          .findFirst()
          .orElse("");
    } catch (IOException none) {
      return "";
    }
  }
}
