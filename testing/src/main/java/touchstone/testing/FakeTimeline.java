package touchstone.testing;

import java.util.ArrayList;
import java.util.List;

/** The timeline of one request while it is being written. Thread-safe. */
final class FakeTimeline {
  private final int request;
  private final List<Delivery.Write> writes = new ArrayList<>();

  FakeTimeline(int request) {
    this.request = request;
  }

  synchronized void add(long nanos, int bytes) {
    writes.add(new Delivery.Write(nanos, bytes));
  }

  synchronized Delivery delivery() {
    return new Delivery(request, writes);
  }
}
