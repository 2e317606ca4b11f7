package touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import touchstone.lifecycle.ssh.MachineReport;
import touchstone.model.Language;
import touchstone.model.Text;

/** What a machine has, as lines for people; what it lacks is said, not left out. */
final class MachineTable {
  private static final double KIB_PER_GIB = 1024.0 * 1024;
  private static final double MIB_PER_GIB = 1024.0;

  private MachineTable() {}

  /** All of it, before a start. */
  static List<String> whole(MachineReport report, String program, Language language) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        row(
            language,
            new Text("系统", "system"),
            Text.same(
                report.os().orElse("?") + report.system().map(name -> ", " + name).orElse(""))));
    rows.add(row(language, new Text("显卡", "GPU"), cards(report)));
    rows.add(
        row(
            language,
            new Text("驱动", "driver"),
            report.gpus().isEmpty()
                ? Text.same("-")
                : Text.same(
                    report.gpus().getFirst().driver()
                        + report.cuda().map(version -> ", CUDA " + version).orElse(""))));
    rows.addAll(memory(report, language));
    rows.add(row(language, Text.same("Docker"), given(report.docker())));
    rows.add(row(language, Text.same("Python"), given(report.python())));
    rows.add(row(language, Text.same(program), given(report.program())));
    return DeploymentTable.laidOut(rows);
  }

  /** What of it is in use now. */
  static List<String> use(MachineReport report, Language language) {
    List<List<String>> rows = new ArrayList<>();
    if (report.gpus().isEmpty()) {
      rows.add(row(language, new Text("显卡", "GPU"), cards(report)));
    }
    for (MachineReport.Gpu gpu : report.gpus()) {
      String busy = gpu.busyPercent().isPresent() ? gpu.busyPercent().getAsInt() + "%" : "?";
      rows.add(
          row(
              language,
              Text.same(gpu.name()),
              new Text(
                  "忙 " + busy + "，显存 " + shown(gpu), "busy " + busy + ", memory " + shown(gpu))));
    }
    rows.addAll(memory(report, language));
    return DeploymentTable.laidOut(rows);
  }

  private static List<List<String>> memory(MachineReport report, Language language) {
    return List.of(
        row(
            language,
            new Text("内存", "memory"),
            new Text(
                "空闲 " + gib(report.memoryFreeKib()) + " / 共 " + gib(report.memoryKib()) + " GiB",
                gib(report.memoryFreeKib()) + " GiB free of " + gib(report.memoryKib()))),
        row(
            language,
            new Text("磁盘", "disk"),
            new Text(
                "空闲 " + gib(report.diskFreeKib()) + " GiB",
                gib(report.diskFreeKib()) + " GiB free")));
  }

  private static Text cards(MachineReport report) {
    if (report.gpus().isEmpty()) {
      return new Text("没有（找不到 nvidia-smi，或它没有列出显卡）", "none (no nvidia-smi, or it lists no card)");
    }
    return Text.same(
        String.join(
            "; ", report.gpus().stream().map(gpu -> gpu.name() + ", " + shown(gpu)).toList()));
  }

  private static String shown(MachineReport.Gpu gpu) {
    return String.format(
        Locale.ROOT, "%.1f / %.1f GiB", gpu.usedMib() / MIB_PER_GIB, gpu.memoryMib() / MIB_PER_GIB);
  }

  private static Text given(Optional<String> value) {
    return value.map(Text::same).orElse(new Text("没有", "none"));
  }

  private static String gib(OptionalLong kib) {
    return kib.isPresent()
        ? String.format(Locale.ROOT, "%.1f", kib.getAsLong() / KIB_PER_GIB)
        : "?";
  }

  private static List<String> row(Language language, Text name, Text value) {
    return DeploymentTable.row(language, name, value);
  }
}
