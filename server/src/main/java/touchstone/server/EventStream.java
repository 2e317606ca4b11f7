package touchstone.server;

import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.sse.SseSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Ticker;
import touchstone.run.RunStatus;
import touchstone.store.Json;
import touchstone.store.RunFolder;

/**
 * Sends one watcher what a run tells, from the event on that he saw last; then how the run stands,
 * and ends where nobody works on it any more.
 */
final class EventStream {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int LOOKS_A_STATUS = 5;
  private static final int LOOKS_A_SIGN = 50;

  private final RunFolder folder;
  private final SseSink sink;
  private final AtomicBoolean closing;
  private final Ticker ticker;

  /**
   * @param closing set when the server goes down
   */
  EventStream(RunFolder folder, SseSink sink, AtomicBoolean closing, Ticker ticker) {
    this.folder = folder;
    this.sink = sink;
    this.closing = closing;
    this.ticker = ticker;
  }

  /**
   * @param lastEventId empty for all events
   */
  void run(String lastEventId) {
    try (sink) {
      JournalTail tail = new JournalTail(folder.journal(), lastEventId);
      RunStatus status = RunStatus.of(folder);
      if (status.state() == RunStatus.State.RUNNING) {
        tell(status);
      }
      boolean going = true;
      for (int look = 0; going && !closing.get(); look++) {
        going = step(tail, look);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends what is new; whether somebody still works on the run. */
  private boolean step(JournalTail tail, int look) throws IOException, InterruptedException {
    if (look % LOOKS_A_STATUS == 0) {
      // asked before the last lines are read: nothing is written after an end
      RunStatus status = RunStatus.of(folder);
      if (status.state() != RunStatus.State.RUNNING) {
        drain(tail);
        tell(status);
        return false;
      }
    }
    drain(tail);
    if (look % LOOKS_A_SIGN == LOOKS_A_SIGN - 1) {
      sink.emit(SseEvent.builder().comment("still here").build());
    }
    ticker.sleep(LOOK);
    return true;
  }

  private void drain(JournalTail tail) throws IOException {
    for (var lines = tail.next(); !lines.isEmpty(); lines = tail.next()) {
      for (JournalTail.Line line : lines) {
        emit(line);
      }
    }
  }

  /** A line that a crash tore is left out. */
  private void emit(JournalTail.Line line) {
    String kind = RunView.read(line.text()).path("kind").asString("");
    if (!kind.isEmpty()) {
      sink.emit(
          SseEvent.builder().id(Long.toString(line.end())).name(kind).data(line.text()).build());
    }
  }

  private void tell(RunStatus status) {
    ObjectNode node = Reply.object();
    RunView.status(node, status);
    sink.emit(
        SseEvent.builder().name("state").data(Json.mapper().writeValueAsString(node)).build());
  }
}
