package touchstone.lifecycle.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import touchstone.lifecycle.Cause;

/** One deployment's folder on the far machine, as the functions of {@code far.sh} see it. */
record Far(String id) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(60);
  private static final String STARTED = "started";

  /** What there is before a start. */
  sealed interface Prepared {
    /** This attempt was begun before; only the answer was lost. */
    record Started() implements Prepared {}

    record Port(int number) implements Prepared {}

    /** It cannot be started there. */
    record Unfit(Cause cause, String why) implements Prepared {}
  }

  /** What a look found, and what the log holds from there on. */
  static final class Seen {
    private final Look look;
    private final byte[] log;

    private Seen(Look look, byte[] log) {
      this.look = look;
      this.log = log;
    }

    Look look() {
      return look;
    }

    byte[] log() {
      return log.clone();
    }
  }

  /**
   * Ends what is left of an earlier attempt, and finds a free port.
   *
   * @param ports to choose from
   */
  Prepared prepare(Connection connection, String attempt, List<Integer> ports) throws IOException {
    String[] words =
        Stream.concat(Stream.of("prepare", attempt), ports.stream().map(String::valueOf))
            .toArray(String[]::new);
    Answer answer = connection.run(FarScript.call(id, words), LONG_PATIENCE);
    String line = answer.firstLine();
    if (line.equals(STARTED)) {
      return new Prepared.Started();
    }
    if (line.matches("port \\d{1,5}")) {
      return new Prepared.Port(Integer.parseInt(line.substring("port ".length())));
    }
    return line.startsWith("no port")
        ? new Prepared.Unfit(Cause.PORT, line)
        : new Prepared.Unfit(
            Cause.IMAGE, line.isEmpty() ? "no folder there: " + answer.error() : line);
  }

  /** Starts the guard and the engine; what is wrong, where no guard came up. */
  Optional<String> begin(Connection connection, String run, String attempt, int port, long seconds)
      throws IOException {
    Answer answer = connection.run(FarScript.begin(id, run, attempt, port, seconds), LONG_PATIENCE);
    return answer.firstLine().equals(STARTED)
        ? Optional.empty()
        : Optional.of("no guard came up there: " + answer.error());
  }

  /**
   * Looks, and sets the guard's deadline anew.
   *
   * @param from bytes of the log that are known
   */
  Seen look(Connection connection, long from, long seconds) throws IOException {
    Answer answer =
        connection.run(
            FarScript.call(id, "look", Long.toString(from), Long.toString(seconds)), PATIENCE);
    return new Seen(Look.read(answer.firstLine()), answer.rest());
  }

  /** Has the engine end; the process numbers of what still runs. */
  List<String> stop(Connection connection, boolean force) throws IOException {
    Answer answer =
        connection.run(FarScript.call(id, "stop", force ? "KILL" : "TERM"), LONG_PATIENCE);
    String line = answer.firstLine();
    if (!line.startsWith("left")) {
      throw new IOException("an answer that makes no sense: " + line + answer.error());
    }
    return Arrays.stream(line.split(" ", -1)).skip(1).toList();
  }

  /** The process numbers of what still runs. */
  List<String> left(Connection connection) throws IOException {
    Answer answer = connection.run(FarScript.call(id, "left"), PATIENCE);
    return answer.text().lines().map(Shown::line).filter(each -> !each.isEmpty()).toList();
  }

  void forget(Connection connection) throws IOException {
    connection.run(FarScript.call(id, "forget"), PATIENCE);
  }
}
