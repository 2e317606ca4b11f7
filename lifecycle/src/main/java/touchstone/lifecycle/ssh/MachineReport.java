package touchstone.lifecycle.ssh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a machine says about itself: nobody vouches for it. What it did not say is empty.
 *
 * @param os e.g. {@code Linux x86_64}
 * @param system e.g. {@code Debian GNU/Linux 12 (bookworm)}
 * @param diskFreeKib where the user's home lies
 * @param cuda the version that the driver supports
 * @param program where the engine's program is
 */
public record MachineReport(
    Optional<String> os,
    Optional<String> system,
    OptionalInt cores,
    OptionalLong memoryKib,
    OptionalLong memoryFreeKib,
    OptionalLong diskFreeKib,
    List<Gpu> gpus,
    Optional<String> cuda,
    Optional<String> docker,
    Optional<String> python,
    Optional<String> program) {
  private static final int MOST_GPUS = 64;
  private static final int GPU_FIELDS = 5;

  public MachineReport {
    gpus = List.copyOf(gpus);
  }

  /**
   * A graphics card.
   *
   * @param busyPercent 0 to 100, where the driver tells it
   */
  public record Gpu(
      String name, long memoryMib, long usedMib, OptionalInt busyPercent, String driver) {}

  static MachineReport read(String text) {
    Map<String, String> said = new HashMap<>();
    List<Gpu> gpus = new ArrayList<>();
    for (String raw : text.lines().toList()) {
      String line = Shown.line(raw);
      int space = line.indexOf(' ');
      String word = space < 0 ? line : line.substring(0, space);
      String value = space < 0 ? "" : line.substring(space + 1).strip();
      if (word.equals("gpu")) {
        if (gpus.size() < MOST_GPUS) {
          gpu(value).ifPresent(gpus::add);
        }
      } else {
        said.put(word, value);
      }
    }
    return new MachineReport(
        word(said, "os"),
        word(said, "system"),
        cores(said),
        number(said, "memory_kib"),
        number(said, "memory_free_kib"),
        number(said, "disk_free_kib"),
        gpus,
        word(said, "cuda"),
        word(said, "docker"),
        word(said, "python"),
        word(said, "program"));
  }

  private static Optional<Gpu> gpu(String row) {
    String[] fields = row.split(",", GPU_FIELDS);
    if (fields.length < GPU_FIELDS) {
      return Optional.empty();
    }
    OptionalLong total = number(fields[0]);
    OptionalLong busy = number(fields[2]);
    return Optional.of(
        new Gpu(
            fields[4].strip(),
            total.orElse(0),
            number(fields[1]).orElse(0),
            busy.isPresent() && busy.getAsLong() <= 100
                ? OptionalInt.of((int) busy.getAsLong())
                : OptionalInt.empty(),
            fields[3].strip()));
  }

  private static Optional<String> word(Map<String, String> said, String name) {
    return Optional.ofNullable(said.get(name)).filter(value -> !value.isEmpty());
  }

  private static OptionalInt cores(Map<String, String> said) {
    OptionalLong cores = number(said, "cores");
    return cores.isPresent() ? OptionalInt.of((int) cores.getAsLong()) : OptionalInt.empty();
  }

  private static OptionalLong number(Map<String, String> said, String name) {
    return number(said.getOrDefault(name, ""));
  }

  private static OptionalLong number(String text) {
    String digits = text.strip();
    return digits.matches("\\d{1,15}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }
}
