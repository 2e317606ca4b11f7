package touchstone.run;

import java.util.ArrayList;
import java.util.List;
import touchstone.model.Outcome;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Sample;
import touchstone.model.Text;
import touchstone.store.SampleLog;

/**
 * Lets single failures of the machine pass and stops the run when it is down: failed trials are
 * held back until the phase is over and the machine proved to be up, and thrown away with a {@link
 * ProblemException} when too many fail in a row, so that a resumed run asks them again.
 * Thread-safe.
 */
final class Patience {
  /** What to do once the candidate is gone. */
  static final Text GO_ON =
      new Text(
          "请先恢复这个接口，再执行 touchstone run --resume；已记录的样本都在，失败的会重问。",
          "Bring it back and run: touchstone run --resume. What was logged is kept, the failed"
              + " ones are asked again.");

  private static final int IN_A_ROW = 8;

  private final SampleLog log;
  private final List<List<Sample>> heldBack = new ArrayList<>();
  private int failures;

  Patience(SampleLog log) {
    this.log = log;
  }

  synchronized void append(List<Sample> batch) {
    long broken = batch.stream().filter(each -> each.outcome() == Outcome.INFRA_FAIL).count();
    if (broken < batch.size() || batch.isEmpty()) {
      // what is held back stays so: a success may have been under way when the machine died
      failures = 0;
      keep(batch);
      return;
    }
    heldBack.add(batch);
    failures += (int) broken;
    if (failures >= IN_A_ROW) {
      throw new ProblemException(down(batch.getLast()));
    }
  }

  /** Whether the latest trials failed, so that nobody knows yet whose fault that is. */
  synchronized boolean holdsBack() {
    return !heldBack.isEmpty();
  }

  /** Logs what was held back: the phase is over and the machine was up for most of it. */
  synchronized void flush() {
    heldBack.forEach(this::keep);
    heldBack.clear();
    failures = 0;
  }

  /** Logs a batch, unless a failure in it would take the place of an answer: nothing is lost. */
  private void keep(List<Sample> batch) {
    boolean loses =
        batch.stream().anyMatch(each -> !each.outcome().answered() && log.answered(each.key()));
    if (!loses) {
      log.append(batch);
    }
  }

  private Problem down(Sample last) {
    String detail = last.exchanges().isEmpty() ? "" : last.exchanges().getLast().detail();
    return new Problem(
        new Text(
            "候选 " + last.key().candidate() + " 连续 " + failures + " 次没有答上来：" + detail,
            "Candidate "
                + last.key().candidate()
                + " failed "
                + failures
                + " times in a row: "
                + detail),
        GO_ON);
  }
}
