package touchstone.fit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import touchstone.document.Document;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * The prices that the user noted, newest last. None ship: a price without somebody who read it is a
 * guess.
 */
public record OfferBook(List<Offer> offers) {
  /** No prices. */
  public static final OfferBook NONE = new OfferBook(List.of());

  /** The first line of a file of offers. */
  public static final String HEAD = "offers:\n";

  private static final double DEAREST = 1e6;

  public OfferBook {
    offers = List.copyOf(offers);
  }

  /**
   * Reads a file of offers.
   *
   * @throws ProblemException naming file, line and column of what is wrong
   */
  public static OfferBook read(Path file) {
    return read(Document.read(file));
  }

  /**
   * Reads what a file would hold.
   *
   * @throws ProblemException naming line and column of what is wrong
   */
  public static OfferBook of(String name, String text) {
    return read(Document.read(name, text));
  }

  private static OfferBook read(Value document) {
    return new OfferBook(document.fields("offers").required("offers").items(OfferBook::offer));
  }

  /**
   * The line that adds an offer to a file.
   *
   * @param quoted writes a text between quotes, as JSON does
   */
  public static String line(Offer offer, UnaryOperator<String> quoted) {
    return "  - {gpu: %s, price: %s, currency: %s, zone: %s, source: %s, date: %s}\n"
        .formatted(
            quoted.apply(offer.gpu()),
            BigDecimal.valueOf(offer.hourlyMicros(), 6).stripTrailingZeros().toPlainString(),
            quoted.apply(offer.currency()),
            quoted.apply(offer.zone()),
            quoted.apply(offer.source()),
            quoted.apply(offer.date().toString()));
  }

  /**
   * The cheapest offer of a card; where there are several currencies, that of the newest price
   * counts, as sums of different currencies do not compare.
   */
  public Optional<Offer> cheapest(Gpu gpu) {
    List<Offer> same = offers.stream().filter(each -> each.gpu().equals(gpu.name())).toList();
    return same.stream()
        .max(Comparator.comparing(Offer::date))
        .flatMap(newest ->
            same.stream()
                .filter(each -> each.currency().equals(newest.currency()))
                .min(Comparator.comparingLong(Offer::hourlyMicros)));
  }

  private static Offer offer(Value value) {
    Fields fields = value.fields("gpu", "price", "currency", "zone", "source", "date");
    Value price = fields.required("price");
    double hourly = price.number(0, DEAREST);
    Value currency = fields.required("currency");
    if (!currency.name().matches("[A-Z]{3}")) {
      throw currency.wrong(new Text("三个大写字母，如 CNY", "three capital letters, e.g. CNY"));
    }
    if (hourly < 1e-6) {
      throw price.wrong(new Text("大于 0 的每小时单价", "a price an hour above 0"));
    }
    return new Offer(
        GpuCatalogue.bundled().find(fields.required("gpu").name()).name(),
        BigDecimal.valueOf(hourly)
            .movePointRight(6)
            .setScale(0, RoundingMode.CEILING)
            .longValueExact(),
        currency.name(),
        fields.optional("zone").map(Value::text).orElse(""),
        fields.required("source").name(),
        date(fields.required("date")));
  }

  private static LocalDate date(Value value) {
    try {
      return LocalDate.parse(value.name());
    } catch (DateTimeException _) {
      throw value.wrong(new Text("日期，如 2026-11-25", "a date, e.g. 2026-11-25"));
    }
  }
}
