package touchstone.deploy.llamacpp;

import java.nio.file.Path;
import java.util.List;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** The faults of the embedded engine that a user can do something about. */
final class EngineProblems {
  private EngineProblems() {}

  static ProblemException of(String zh, String en, String nextZh, String nextEn) {
    return new ProblemException(new Problem(new Text(zh, en), new Text(nextZh, nextEn)));
  }

  static ProblemException broken(Path file, String zh, String en) {
    return of(
        "模型文件 %s 不完整或已损坏：%s。".formatted(file, zh),
        "The model file %s is not whole: %s.".formatted(file, en),
        "请删掉它重新下载，或者换一个 GGUF 文件。",
        "Delete it and fetch it again, or give another GGUF file.");
  }

  static ProblemException refused(Path file, List<String> errors) {
    String said = errors.isEmpty() ? "?" : String.join(" / ", errors);
    return of(
        "llama.cpp %s 打不开模型文件 %s，它的说法是：%s".formatted(Libraries.VERSION, file, said),
        "llama.cpp %s cannot load the model file %s; it says: %s"
            .formatted(Libraries.VERSION, file, said),
        "如果是不认识的架构（unknown model architecture），请换一个这个版本支持的模型；否则请重新下载该文件。",
        "If the architecture is unknown to it, take a model that this release knows; otherwise"
            + " fetch the file again.");
  }

  static ProblemException noContext(int sequences, int tokens, List<String> errors) {
    String said = errors.isEmpty() ? "?" : String.join(" / ", errors);
    return of(
        "给 %d 路、每路 %d 个 token 的上下文分配内存失败，llama.cpp 的说法是：%s".formatted(sequences, tokens, said),
        "No memory for %d sequences of %d tokens each; llama.cpp says: %s"
            .formatted(sequences, tokens, said),
        "请减少并行路数或缩短上下文，或者关掉别的程序再试。",
        "Use fewer sequences or a shorter context, or close other programs and try again.");
  }

  static ProblemException noMemory(long needed, long available, String terms) {
    double gib = 1 << 30;
    return of(
        "内存不够：这个模型需要约 %.1f GiB（%s），现在只有 %.1f GiB 可用。"
            .formatted(needed / gib, terms, available / gib),
        "Not enough memory: the model needs about %.1f GiB (%s), %.1f GiB are available."
            .formatted(needed / gib, terms, available / gib),
        "请换更小的模型或量化、缩短上下文、减少并行路数，或者关掉别的程序再试。",
        "Take a smaller model or quantization, a shorter context or fewer sequences, or close other"
            + " programs and try again.");
  }

  static ProblemException noTemplate() {
    return of(
        "这个模型文件里没有对话模板，多半是基座模型。",
        "The model file carries no chat template; it is most likely a base model.",
        "请给它配上“对话稿”（transcript）提示格式和示例轮次，或者换它的 instruct 版本。",
        "Give it the transcript prompt format with example turns, or take its instruct version.");
  }

  static ProblemException unknownTemplate(String template) {
    String start = template.length() <= 80 ? template : template.substring(0, 80) + "…";
    return of(
        "llama.cpp 的内置模板里没有和这个模型的对话模板相符的：%s".formatted(start),
        "None of llama.cpp's built-in templates matches the model's own: %s".formatted(start),
        "请改用“对话稿”（transcript）提示格式，或者用支持该模板的外部端点。",
        "Use the transcript prompt format, or an endpoint whose server knows the template.");
  }

  /** An engine process that ended by itself. */
  static Problem ended(int status, List<String> log, Path file) {
    String zh =
        switch (status) {
          case 137 -> "被系统强行结束（SIGKILL，多半是内存耗尽）";
          case 139 -> "在本地代码里崩溃（SIGSEGV，非法内存访问）";
          case 134 -> "在本地代码里崩溃（SIGABRT，中止）";
          case 132 -> "在本地代码里崩溃（SIGILL，这台机器的 CPU 不支持某条指令）";
          case 135 -> "在本地代码里崩溃（SIGBUS，模型文件可能在使用中被改动）";
          default -> "自行退出，状态码 " + status;
        };
    String en =
        switch (status) {
          case 137 -> "was killed (SIGKILL, most likely because memory ran out)";
          case 139 -> "crashed in native code (SIGSEGV, bad memory access)";
          case 134 -> "crashed in native code (SIGABRT, it gave up)";
          case 132 -> "crashed in native code (SIGILL, this CPU lacks an instruction)";
          case 135 -> "crashed in native code (SIGBUS, the model file may have changed in use)";
          default -> "ended with exit status " + status;
        };
    String quoted = String.join("\n    ", log);
    boolean memory = status == 137 || quoted.contains("bad_alloc");
    return new Problem(
        new Text(
            "内置引擎进程%s。日志末尾：\n    %s".formatted(zh, quoted),
            "The engine's process %s. The end of its log:\n    %s".formatted(en, quoted)),
        memory
            ? new Text(
                "请换更小的模型、缩短上下文或减少并行路数，并关掉占内存的程序。完整日志：" + file,
                "Take a smaller model, a shorter context or fewer sequences, and close what uses"
                    + " memory. The whole log: "
                    + file)
            : new Text(
                "请核对模型文件的 SHA-256 后再试；若再次崩溃，请附上完整日志反馈：" + file,
                "Check the model file's SHA-256 and try again; if it crashes again, report it with"
                    + " the whole log: "
                    + file));
  }

  /** A starting engine process that gave no sign of life. */
  static Problem stalled(long seconds, List<String> log, Path file) {
    String quoted = String.join("\n    ", log);
    return new Problem(
        new Text(
            "内置引擎启动时 %d 秒没有任何动静，已将其结束。日志末尾：\n    %s".formatted(seconds, quoted),
            "The starting engine gave no sign of life for %d s and was ended. The end of its log:\n    %s"
                .formatted(seconds, quoted)),
        new Text(
            "请检查磁盘是否过慢、内存是否在换页，然后再试。完整日志：" + file,
            "See whether the disk is slow or memory is being swapped, and try again. The whole log:"
                + " "
                + file));
  }
}
