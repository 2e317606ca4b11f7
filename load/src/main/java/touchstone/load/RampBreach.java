package touchstone.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a ramp breaches an objective. Of ten slices near the limit some lie over it by chance, so
 * only a slice whose whole interval does is called a breach; and since the load only grows, doubt
 * about a slice is over once a later one is within the limit with its whole interval.
 *
 * @param first the first slice that misses it for sure; empty where none does
 * @param maybe from which slice on, up to that one or to the end, the measured value is over the
 *     limit but its interval is not; empty where there is no such doubt
 * @param held the rate at the end of the last slice before both that meets it as measured; empty
 *     where none does
 * @param untold how many slices before the breach, or in all, have too few requests to tell
 */
public record RampBreach(
    Objective objective,
    Optional<RampSlice> first,
    Optional<RampSlice> maybe,
    OptionalDouble held,
    int untold) {
  /** One for each objective that the slices were held against. */
  public static List<RampBreach> of(List<RampSlice> slices) {
    List<RampBreach> breaches = new ArrayList<>();
    int objectives = slices.isEmpty() ? 0 : slices.getFirst().objectives().size();
    for (int i = 0; i < objectives; i++) {
      breaches.add(of(slices, i));
    }
    return breaches;
  }

  private static RampBreach of(List<RampSlice> slices, int number) {
    Objective objective = slices.getFirst().objectives().get(number).objective();
    Optional<RampSlice> maybe = Optional.empty();
    OptionalDouble held = OptionalDouble.empty();
    int untold = 0;
    for (RampSlice each : slices) {
      ObjectiveReading read = each.objectives().get(number);
      if (read.sure() && read.answer() == ObjectiveReading.Answer.MISSED) {
        return new RampBreach(objective, Optional.of(each), maybe, held, untold);
      }
      if (read.sure() && read.answer() == ObjectiveReading.Answer.MET) {
        maybe = Optional.empty();
      }
      switch (read.answer()) {
        case MISSED -> maybe = maybe.or(() -> Optional.of(each));
        case MET -> held = maybe.isEmpty() ? OptionalDouble.of(each.toPerSecond()) : held;
        case TOO_FEW, UNSURE -> untold++;
      }
    }
    return new RampBreach(objective, Optional.empty(), maybe, held, untold);
  }
}
