package touchstone.fit;

import java.util.Optional;

/**
 * A card.
 *
 * @param name as a user writes it, e.g. {@code H100-80GB}
 * @param usableMib what its driver reports
 * @param measured whether that figure was read from a driver; else it is taken low
 * @param speed absent for a card that is known by its memory only
 */
public record Gpu(String name, int usableMib, boolean measured, Optional<Speed> speed) {
  /**
   * How fast it is by its data sheet.
   *
   * @param bandwidthGbPerS 10⁹ bytes a second
   * @param teraflops dense, bf16
   */
  public record Speed(double bandwidthGbPerS, double teraflops) {}

  public Gpu {
    if (usableMib < 1) {
      throw new IllegalArgumentException(name + ": " + usableMib + " MiB");
    }
  }
}
