package touchstone.deploy.llamacpp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import touchstone.model.BatchSlot;

/** The requests of one batch, of which some are still missing. */
final class Gathering {
  private final BatchSlot first;
  private final @Nullable Job[] jobs;
  private final long deadlineNanos;

  Gathering(BatchSlot first, long deadlineNanos) {
    this.first = first;
    this.jobs = new Job[first.size()];
    this.deadlineNanos = deadlineNanos;
  }

  /**
   * @throws ApiFault where the request contradicts those that are there
   */
  void add(Job job, BatchSlot slot) {
    if (slot.size() != first.size() || !slot.session().equals(first.session())) {
      throw ApiFault.invalid(
          "touchstone_batch",
          "batch %s: size %d and session %s, but it began with size %d and session %s; give a batch another id"
              .formatted(slot.id(), slot.size(), slot.session(), first.size(), first.session()));
    }
    if (jobs[slot.index()] != null) {
      throw ApiFault.invalid(
          "touchstone_batch.index",
          "batch %s has index %d already; give each request an index of its own"
              .formatted(slot.id(), slot.index()));
    }
    jobs[slot.index()] = job;
  }

  String session() {
    return first.session();
  }

  boolean complete() {
    return Arrays.stream(jobs).allMatch(Objects::nonNull);
  }

  /** Those that are there, by index. */
  List<Job> jobs() {
    List<Job> there = new ArrayList<>();
    for (Job job : jobs) {
      if (job != null) {
        there.add(job);
      }
    }
    return there;
  }

  boolean late(long nowNanos) {
    return nowNanos - deadlineNanos > 0;
  }

  boolean deserted() {
    return jobs().stream().anyMatch(Job::cancelled);
  }

  /** Tells those that wait that the batch will not be. */
  void fail(String why) {
    ApiFault fault =
        ApiFault.gone(
            "batch %s: %s; %d of its %d requests were there; send the whole batch again"
                .formatted(first.id(), why, jobs().size(), jobs.length));
    jobs().stream().filter(job -> !job.cancelled()).forEach(job -> job.answer().fails(fault));
  }
}
