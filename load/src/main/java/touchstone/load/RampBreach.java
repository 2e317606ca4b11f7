package touchstone.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a ramp first breaches an objective.
 *
 * @param first the first slice that misses it; empty where none does
 * @param held the rate at the end of the last slice before that one, or of all, that meets it;
 *     empty where none does
 * @param untold how many slices before that one, or in all, have too few requests to tell
 */
public record RampBreach(
    Objective objective, Optional<RampSlice> first, OptionalDouble held, int untold) {
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
    OptionalDouble held = OptionalDouble.empty();
    int untold = 0;
    for (RampSlice each : slices) {
      switch (each.objectives().get(number).answer()) {
        case MISSED -> {
          return new RampBreach(
              each.objectives().get(number).objective(), Optional.of(each), held, untold);
        }
        case TOO_FEW -> untold++;
        case MET -> held = OptionalDouble.of(each.toPerSecond());
      }
    }
    Objective objective = slices.getFirst().objectives().get(number).objective();
    return new RampBreach(objective, Optional.empty(), held, untold);
  }
}
