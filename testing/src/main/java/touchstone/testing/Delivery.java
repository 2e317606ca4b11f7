package touchstone.testing;

import java.util.List;

/**
 * What a {@link FakeEndpoint} really sent for one request, and when: one entry a write.
 *
 * @param request the request's number
 */
public record Delivery(int request, List<Write> writes) {
  public Delivery {
    writes = List.copyOf(writes);
  }

  /**
   * One write.
   *
   * @param nanos monotonic clock just before the system call
   */
  public record Write(long nanos, int bytes) {}
}
