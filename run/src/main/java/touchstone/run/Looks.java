package touchstone.run;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import touchstone.model.Dimension;
import touchstone.model.Grade;
import touchstone.model.Phase;
import touchstone.model.Sample;
import touchstone.model.SampleKey;
import touchstone.store.EventLog;
import touchstone.store.SampleLog;
import touchstone.verdict.Evidence;
import touchstone.verdict.Settling;

/**
 * The looks at one candidate of a watched run: after each round of batches, at what the candidates
 * before it answered and at its own answers so far. What a look sees depends on the answers alone,
 * so a run that was killed comes to the same looks when it is resumed. Confined to one thread.
 */
final class Looks {
  /**
   * Event of a dimension in which a candidate is asked no more; its subject is {@code a/memory}.
   */
  static final String SETTLED = "settled";

  private final Plan plan;
  private final String candidate;
  private final RunFiles files;
  private final SampleLog samples;
  private final EventLog events;
  private final LiveScores scores;
  private final Set<SampleKey> seen = new HashSet<>();
  private final Set<Dimension> settled = EnumSet.noneOf(Dimension.class);

  Looks(
      Plan plan,
      String candidate,
      RunFiles files,
      SampleLog samples,
      EventLog events,
      LiveScores scores) {
    this.plan = plan;
    this.candidate = candidate;
    this.files = files;
    this.samples = samples;
    this.events = events;
    this.scores = scores;
  }

  static String subject(String candidate, Dimension dimension) {
    return candidate + "/" + dimension.id();
  }

  /** The dimensions that were found settled for a candidate. */
  static Set<Dimension> settled(String candidate, List<EventLog.Event> events) {
    Set<Dimension> settled = EnumSet.noneOf(Dimension.class);
    for (EventLog.Event event : events) {
      if (event.kind().equals(SETTLED)) {
        Dimension.of(event.subject().substring(event.subject().lastIndexOf('/') + 1))
            .filter(each -> event.subject().equals(subject(candidate, each)))
            .ifPresent(settled::add);
      }
    }
    return settled;
  }

  /** The dimensions that this round settled. */
  Set<Dimension> after(List<Batch> round) {
    round.forEach(batch ->
        batch
            .items()
            .forEach(item ->
                seen.add(
                    new SampleKey(candidate, new Phase.Cases(), item.caseId(), item.trial()))));
    Set<Dimension> now = EnumSet.noneOf(Dimension.class);
    now.addAll(Settling.of(plan.requirements(), evidence(), candidate));
    now.removeAll(settled);
    settled.addAll(now);
    return now;
  }

  private Evidence evidence() {
    List<Sample> visible = samples.samples().stream().filter(each -> visible(each.key())).toList();
    List<Grade> grades = scores.grades().stream().filter(each -> visible(each.key())).toList();
    return new EvidenceReader(plan, visible, events.read())
        .evidence(grades, files, Optional.empty());
  }

  private boolean visible(SampleKey key) {
    return !key.candidate().equals(candidate)
        || !(key.phase() instanceof Phase.Cases)
        || seen.contains(key);
  }
}
