package touchstone.lifecycle;

import java.util.List;
import java.util.Optional;

/**
 * What is to run, for how long and for how much: fixed when it is asked for, never changed.
 *
 * @param id unique for ever: the folder's name and the mark on the engine's processes
 * @param name that people use; given again once the deployment before it is released
 * @param backend {@code local}, {@code process} or {@code ssh}
 * @param engine the command template of a {@code process} or {@code ssh}, else empty
 * @param model as the user wrote it
 * @param arguments of the user's own, after those of the template
 * @param leaseMillis from the request on, at least 1
 * @param keyed whether requests must bear a key
 * @param remote the machine of {@code ssh}, else empty
 */
public record Order(
    String id,
    String name,
    String backend,
    String engine,
    String model,
    List<String> arguments,
    long leaseMillis,
    Tariff tariff,
    boolean keyed,
    Optional<Remote> remote) {
  /** On this machine. */
  public Order(
      String id,
      String name,
      String backend,
      String engine,
      String model,
      List<String> arguments,
      long leaseMillis,
      Tariff tariff,
      boolean keyed) {
    this(id, name, backend, engine, model, arguments, leaseMillis, tariff, keyed, Optional.empty());
  }

  public Order {
    arguments = List.copyOf(arguments);
    if (leaseMillis < 1) {
      throw new IllegalArgumentException("lease " + leaseMillis + " ms, expected at least 1");
    }
  }

  /**
   * Whether it runs on a machine that costs money until a person has deleted it: nothing that is
   * done from here ends that.
   */
  public boolean rented() {
    return remote.isPresent() && tariff.microsPerHour() > 0;
  }

  /**
   * What running costs and what may be spent.
   *
   * @param currency e.g. {@code CNY}
   * @param microsPerHour millionths of the currency an hour, 0 where nothing is charged
   * @param budgetMicros the most that may be spent in all; empty for no limit but the lease
   */
  public record Tariff(String currency, long microsPerHour, Optional<Long> budgetMicros) {
    public Tariff {
      if (microsPerHour < 0 || budgetMicros.filter(each -> each < 0).isPresent()) {
        throw new IllegalArgumentException(
            "price " + microsPerHour + " and budget " + budgetMicros + ", expected 0 or more");
      }
    }

    /** Costs nothing. */
    public static Tariff free() {
      return new Tariff("", 0, Optional.empty());
    }
  }
}
