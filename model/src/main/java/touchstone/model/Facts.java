package touchstone.model;

import java.util.Map;

/**
 * How a candidate was really served, for the comparability check: differences between candidates
 * are named beside the verdict. A value that nobody knows is {@code unknown}.
 *
 * @param engine e.g. {@code llama.cpp (embedded)}
 * @param promptFormat e.g. {@code model's own template}, {@code transcript}
 * @param contextTokens 0 where unknown
 * @param details further settings by name
 */
public record Facts(
    String engine,
    String engineVersion,
    String quantization,
    String promptFormat,
    int contextTokens,
    String hardware,
    Map<String, String> details) {
  public static final String UNKNOWN = "unknown";

  public Facts {
    details = Map.copyOf(details);
  }

  /** The prompt format for a reader; words of an outside server stay as they are. */
  public Text promptFormatName() {
    String zh =
        promptFormat
            .replace("model's own template", "模型自带模板")
            .replace(", answers begin with ", "，回答以此开头：")
            .replace("transcript", "对话稿");
    return promptFormat.equals(UNKNOWN) ? Text.same(UNKNOWN) : new Text(zh, promptFormat);
  }
}
