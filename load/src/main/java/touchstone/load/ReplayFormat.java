package touchstone.load;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The shapes of recorded arrivals that can be replayed, known by their columns. Mooncake's and
 * Bailian's rows name blocks of the prompt; one block's id stands for all that comes before it too.
 */
public enum ReplayFormat {
  /** Mooncake (FAST '25): milliseconds, blocks of 512 tokens. */
  MOONCAKE("timestamp", 1e6, "input_length", "output_length", 512, true),
  /** Alibaba Bailian: seconds, chats and turns, blocks of 16 tokens. */
  BAILIAN("timestamp", 1e9, "input_length", "output_length", 16, true),
  /** BurstGPT: a CSV with seconds. */
  BURSTGPT("timestamp", 1e9, "request tokens", "response tokens", 0, true),
  /** The gateway's own access log: ISO times or epoch milliseconds, token counts if it has them. */
  ACCESS_LOG("time", 1e6, "input_tokens", "output_tokens", 0, false);

  private final String time;
  private final double nanosPerUnit;
  private final String input;
  private final String output;
  private final int blockTokens;
  private final boolean counted;

  ReplayFormat(
      String time,
      double nanosPerUnit,
      String input,
      String output,
      int blockTokens,
      boolean counted) {
    this.time = time;
    this.nanosPerUnit = nanosPerUnit;
    this.input = input;
    this.output = output;
    this.blockTokens = blockTokens;
    this.counted = counted;
  }

  /** The shape of a row with these columns; empty for an unknown one. */
  static Optional<ReplayFormat> of(Set<String> columns) {
    if (columns.contains(ACCESS_LOG.time)) {
      return Optional.of(ACCESS_LOG);
    }
    if (columns.containsAll(Set.of(BURSTGPT.time, BURSTGPT.input, BURSTGPT.output))) {
      return Optional.of(BURSTGPT);
    }
    if (!columns.containsAll(Set.of(MOONCAKE.time, MOONCAKE.input, MOONCAKE.output))) {
      return Optional.empty();
    }
    boolean chats = columns.contains("chat_id") || columns.contains("turn");
    return Optional.of(chats ? BAILIAN : MOONCAKE);
  }

  /** Its name in results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String time() {
    return time;
  }

  double nanosPerUnit() {
    return nanosPerUnit;
  }

  String input() {
    return input;
  }

  String output() {
    return output;
  }

  /** Tokens of a block, 0 where rows name no blocks. */
  int blockTokens() {
    return blockTokens;
  }

  /** Whether a row without token counts is a bad one. */
  public boolean counted() {
    return counted;
  }
}
