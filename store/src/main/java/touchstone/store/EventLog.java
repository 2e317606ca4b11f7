package touchstone.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import touchstone.model.ProblemException;

/**
 * What happened in a run and when, for people and for the sums of time; one JSON line an event.
 * Losing the last line in a crash loses nothing that counts.
 */
public final class EventLog {
  private final Path file;

  public EventLog(Path file) {
    this.file = file;
  }

  /**
   * One event.
   *
   * @param session counts the processes that worked on the run, 1 for the first
   * @param kind e.g. {@code started}, {@code phase}, {@code retry}
   * @param data figures and names by kind
   */
  public record Event(
      long epochMillis, int session, String kind, String subject, Map<String, Double> data) {
    public Event {
      data = Map.copyOf(data);
    }
  }

  public synchronized void append(Event event) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(
          file,
          (Json.mapper().writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(file, e), e);
    }
  }

  /** All events that can be read; a torn last line is left out. */
  public synchronized List<Event> read() {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<Event> events = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        add(events, line);
      }
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(file, e), e);
    }
    return List.copyOf(events);
  }

  private static void add(List<Event> events, String line) {
    try {
      events.add(Json.mapper().readValue(line, Event.class));
    } catch (JacksonException _) {
      // torn by a crash: the next session's events start on a line of their own
      return;
    }
  }
}
