package touchstone.fit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/**
 * What a card costs somewhere, as somebody read it.
 *
 * @param gpu the card's name in the catalogue of cards
 * @param hourlyMicros for one card, millionths of the currency an hour
 * @param currency three capital letters
 * @param zone where, empty where it does not matter
 * @param source who asks that price
 * @param date when it was read
 */
public record Offer(
    String gpu, long hourlyMicros, String currency, String zone, String source, LocalDate date) {
  public Offer {
    if (hourlyMicros < 1 || !currency.matches("[A-Z]{3}") || source.isBlank()) {
      throw new IllegalArgumentException(
          gpu + ": " + hourlyMicros + " " + currency + " of '" + source + "'");
    }
  }

  /** E.g. {@code 18.00 CNY/h}, rounded up. */
  public String price() {
    return BigDecimal.valueOf(hourlyMicros, 6).setScale(2, RoundingMode.CEILING).toPlainString()
        + " "
        + currency
        + "/h";
  }
}
