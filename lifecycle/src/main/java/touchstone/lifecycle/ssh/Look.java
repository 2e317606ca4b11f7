package touchstone.lifecycle.ssh;

import java.io.IOException;
import java.util.OptionalInt;

/**
 * One look at a deployment's folder on the far machine.
 *
 * @param guard the guard's process number there, 0 where there was none
 * @param port on which the engine listens there, 0 where there is none
 * @param exit the engine's exit status, where its guard wrote one down
 * @param logBytes the size of its log there
 */
record Look(Standing standing, long guard, int port, OptionalInt exit, long logBytes) {
  private static final int FIELDS = 5;
  private static final int LAST_PORT = 65_535;

  /** How the guard is. */
  enum Standing {
    ALIVE,
    GONE,
    /** Nothing of this deployment was ever started there, or it was cleared away. */
    NONE
  }

  static Look read(String line) throws IOException {
    String[] fields = line.split(" ", -1);
    try {
      if (fields.length == FIELDS) {
        int port = Integer.parseInt(fields[2]);
        if (port >= 0 && port <= LAST_PORT) {
          return new Look(
              standing(fields[0]),
              Long.parseLong(fields[1]),
              port,
              fields[3].equals("-")
                  ? OptionalInt.empty()
                  : OptionalInt.of(Integer.parseInt(fields[3])),
              Math.max(0, Long.parseLong(fields[4])));
        }
      }
    } catch (NumberFormatException e) {
      throw new IOException("an answer that makes no sense: " + line, e);
    }
    throw new IOException("an answer that makes no sense: " + line);
  }

  private static Standing standing(String word) throws IOException {
    return switch (word) {
      case "alive" -> Standing.ALIVE;
      case "gone" -> Standing.GONE;
      case "none" -> Standing.NONE;
      default -> throw new IOException("an answer that makes no sense: " + word);
    };
  }
}
