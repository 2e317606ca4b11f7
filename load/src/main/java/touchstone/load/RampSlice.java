package touchstone.load;

import java.util.ArrayList;
import java.util.List;

/**
 * The requests of a ramp that were due in one tenth of its time.
 *
 * @param startSeconds after the ramp's start
 * @param fromPerSecond the rate that was meant at its start
 * @param toPerSecond the rate that was meant at its end
 * @param objectives what its requests say of each objective
 */
public record RampSlice(
    double startSeconds,
    double endSeconds,
    double fromPerSecond,
    double toPerSecond,
    PartFigures figures,
    List<ObjectiveReading> objectives) {
  private static final int SLICES = 10;

  public RampSlice {
    objectives = List.copyOf(objectives);
  }

  /** Ten slices of equal time; nothing where the level is no ramp. */
  static List<RampSlice> of(List<RequestTrace> all, List<Objective> objectives) {
    return all.getFirst().level().ramp().map(ramp -> of(ramp, all, objectives)).orElse(List.of());
  }

  private static List<RampSlice> of(Ramp ramp, List<RequestTrace> all, List<Objective> objectives) {
    List<List<RequestTrace>> parts = new ArrayList<>();
    for (int i = 0; i < SLICES; i++) {
      parts.add(new ArrayList<>());
    }
    for (RequestTrace each : all) {
      if (each.counts()) {
        double share = ramp.share(each.mark().ratePerSecond().orElse(ramp.from()));
        parts.get(Math.clamp((long) (share * SLICES), 0, SLICES - 1)).add(each);
      }
    }
    List<RampSlice> slices = new ArrayList<>();
    for (int i = 0; i < SLICES; i++) {
      double start = ramp.seconds() * i / SLICES;
      double end = ramp.seconds() * (i + 1) / SLICES;
      List<RequestTrace> part = parts.get(i);
      slices.add(
          new RampSlice(
              start,
              end,
              ramp.perSecond(start),
              ramp.perSecond(end),
              PartFigures.of(part),
              objectives.stream().map(each -> ObjectiveReading.of(each, part)).toList()));
    }
    return slices;
  }

  /** The rate that was meant in its middle, which is its mean too. */
  public double perSecond() {
    return (fromPerSecond + toPerSecond) / 2;
  }
}
