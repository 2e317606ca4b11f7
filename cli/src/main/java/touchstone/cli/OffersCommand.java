package touchstone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import touchstone.fit.GpuCatalogue;
import touchstone.fit.Offer;
import touchstone.fit.OfferBook;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.report.Columns;
import touchstone.run.Trust;
import touchstone.store.Json;

/** {@code touchstone offers}: the prices of cards that the user noted. */
@Command(name = "offers", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class OffersCommand implements Callable<Integer> {
  @Option(names = "--gpu", paramLabel = "NAME")
  private @Nullable String gpu;

  @Option(names = "--zone", paramLabel = "ZONE")
  private @Nullable String zone;

  @Option(names = "--json")
  private boolean json;

  private final Console console;

  OffersCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Offer> found = UsageProblem.in(this::found);
    if (json) {
      console
          .out()
          .println(
              Json.mapper().writeValueAsString(found.stream().map(OffersCommand::fields).toList()));
    } else if (found.isEmpty()) {
      console.say(
          new Text(
              "没有符合的价格。Touchstone 不带价目表，看到的价格自己记一条："
                  + "touchstone offers add --gpu H100-80GB --price 18CNY --source 哪家",
              "No such price. None ship with Touchstone; note what you read: touchstone offers add"
                  + " --gpu H100-80GB --price 18CNY --source WHO"));
    } else {
      found.forEach(each -> console.out().println(row(each)));
    }
    console.out().flush();
    return Exit.OK;
  }

  private List<Offer> found() {
    Optional<String> card = Optional.ofNullable(gpu).map(OffersCommand::card);
    return book(new Wiring(console)).offers().stream()
        .filter(each -> card.map(each.gpu()::equals).orElse(true))
        .filter(each -> zone == null || each.zone().equalsIgnoreCase(zone))
        .sorted(
            Comparator.comparing(Offer::gpu)
                .thenComparing(Offer::currency)
                .thenComparingLong(Offer::hourlyMicros))
        .toList();
  }

  private static String card(String name) {
    return GpuCatalogue.bundled().find(name).name();
  }

  private static String row(Offer offer) {
    return Columns.left(offer.gpu(), 18)
        + Columns.left(offer.price(), 18)
        + Columns.left(offer.zone(), 14)
        + offer.date()
        + "  "
        + offer.source();
  }

  private static Map<String, Object> fields(Offer offer) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("gpu", offer.gpu());
    json.put("hourly_micros", offer.hourlyMicros());
    json.put("currency", offer.currency());
    json.put("zone", offer.zone());
    json.put("source", offer.source());
    json.put("date", offer.date().toString());
    return json;
  }

  /** The user's prices, none where there is no file yet. */
  static OfferBook book(Wiring wiring) {
    Path file = file(wiring);
    return Files.exists(file) ? OfferBook.read(file) : OfferBook.NONE;
  }

  private static Path file(Wiring wiring) {
    return Trust.standardFile(wiring::env).resolveSibling("offers.yaml");
  }

  /** {@code touchstone offers add}: notes a price with who asks it and today's date. */
  @Command(name = "add", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
  static final class Add implements Callable<Integer> {
    @Option(names = "--gpu", paramLabel = "NAME", required = true)
    private String gpu = "";

    @Option(names = "--price", paramLabel = "SUM", required = true)
    private String price = "";

    @Option(names = "--source", paramLabel = "WHO", required = true)
    private String source = "";

    @Option(names = "--zone", paramLabel = "ZONE")
    private String zone = "";

    private final Console console;

    Add(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      Wiring wiring = new Wiring(console);
      Offer offer = UsageProblem.in(this::offer);
      append(file(wiring), offer);
      String said = row(offer).replaceAll(" +", " ") + " → " + file(wiring);
      console.say(new Text("已记下：" + said, "Noted: " + said));
      return Exit.OK;
    }

    private Offer offer() {
      Amounts.Sum sum =
          Amounts.sum(price)
              .filter(each -> each.micros() > 0)
              .orElseThrow(() ->
                  new UsageProblem(
                      new Text("--price " + price + "：看不懂", "--price " + price + " is no price"),
                      new Text(
                          "写每张卡每小时的价，如 18CNY、2.5USD。",
                          "Write one card's price an hour: 18CNY, 2.5USD.")));
      if (source.isBlank()) {
        throw new UsageProblem(
            new Text("--source 是空的", "--source is empty"),
            new Text("写清楚是哪家的价格。", "Say who asks that price."));
      }
      return new Offer(
          card(gpu),
          sum.micros(),
          sum.currency(),
          zone,
          source,
          LocalDate.now(ZoneId.systemDefault()));
    }

    /** Adds a line; what could not be read again afterwards is not written. */
    private static void append(Path file, Offer offer) {
      try {
        String now = Files.exists(file) ? Files.readString(file) : OfferBook.HEAD;
        String line = OfferBook.line(offer, text -> Json.mapper().writeValueAsString(text));
        String then = (now.endsWith("\n") ? now : now + "\n") + line;
        UsageProblem.in(() -> OfferBook.of(file.toString(), then));
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, "offers", ".yaml");
        Files.writeString(fresh, then);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new ProblemException(
            new Problem(
                new Text(
                    "写不了 " + file + "：" + e.getMessage(),
                    "Cannot write " + file + ": " + e.getMessage()),
                new Text(
                    "请检查这个目录的权限和磁盘空间。", "Check the folder's permissions and the disk's space.")));
      }
    }
  }
}
