package touchstone.lifecycle;

import java.util.Optional;

/**
 * All that is known about one deployment at one moment; rebuilt from its ledger at any time.
 *
 * @param requestedMillis when it was asked for; the lease counts from here
 * @param atMillis time of the last event, never goes back
 * @param reservedMicros set aside for what runs now: nothing starts without it
 * @param failures in a row, 0 after a while of answering
 * @param engine the process, from its start until its end was seen
 * @param budgetWarned whether the warning at 80 % of the budget was given
 */
public record Life(
    Order order,
    State state,
    long requestedMillis,
    long atMillis,
    Meter meter,
    long reservedMicros,
    int failures,
    Optional<EngineId> engine,
    boolean budgetWarned) {

  static Life of(Order order, long atMillis) {
    return new Life(
        order,
        new State.Requested(),
        atMillis,
        atMillis,
        Meter.zero(),
        0,
        0,
        Optional.empty(),
        false);
  }

  /** Whether nothing happens and nothing costs unless somebody asks for it or the lease ends. */
  public boolean atRest() {
    return state.atRest() && meter.openSinceMillis().isEmpty();
  }

  /** When the lease ends. */
  public long leaseEndMillis() {
    return Math.addExact(requestedMillis, order.leaseMillis());
  }

  /** Spent so far, in millionths of the currency. */
  public long spentMicros(long nowMillis) {
    return meter.spentMicros(order.tariff().microsPerHour(), nowMillis);
  }

  /** What the budget still has; {@link Long#MAX_VALUE} without one, or where nothing costs. */
  long leftMicros(long nowMillis) {
    return order.tariff().microsPerHour() == 0
        ? Long.MAX_VALUE
        : order
            .tariff()
            .budgetMicros()
            .map(all -> all - spentMicros(nowMillis))
            .orElse(Long.MAX_VALUE);
  }

  /** The moment at which nothing may run any more: the lease's end, or earlier the budget's. */
  public long deadlineMillis(long nowMillis) {
    long price = order.tariff().microsPerHour();
    if (price == 0 || order.tariff().budgetMicros().isEmpty()) {
      return leaseEndMillis();
    }
    long bought = Meter.bought(Math.max(0, leftMicros(nowMillis)), price);
    return Math.min(leaseEndMillis(), nowMillis + Math.min(bought, order.leaseMillis()));
  }

  Life at(long now) {
    return new Life(
        order, state, requestedMillis, now, meter, reservedMicros, failures, engine, budgetWarned);
  }

  Life in(State next) {
    return new Life(
        order,
        next,
        requestedMillis,
        atMillis,
        meter,
        reservedMicros,
        failures,
        engine,
        budgetWarned);
  }

  /** With the meter running and what the engine may cost until its deadline set aside. */
  Life charged() {
    long reserved =
        Meter.cost(
            Math.max(0, deadlineMillis(atMillis) - atMillis), order.tariff().microsPerHour());
    return new Life(
        order,
        state,
        requestedMillis,
        atMillis,
        meter.opened(atMillis),
        reserved,
        failures,
        engine,
        budgetWarned);
  }

  /** The end of the engine was seen: stops the meter, but for a rented machine's. */
  Life over() {
    return order.rented()
        ? new Life(
            order,
            state,
            requestedMillis,
            atMillis,
            meter,
            reservedMicros,
            failures,
            Optional.empty(),
            budgetWarned)
        : paidOff();
  }

  /** Nothing costs any more. */
  Life paidOff() {
    return new Life(
        order,
        state,
        requestedMillis,
        atMillis,
        meter.closed(atMillis),
        0,
        failures,
        Optional.empty(),
        budgetWarned);
  }

  Life failures(int count) {
    return new Life(
        order,
        state,
        requestedMillis,
        atMillis,
        meter,
        reservedMicros,
        count,
        engine,
        budgetWarned);
  }

  Life on(EngineId process) {
    return new Life(
        order,
        state,
        requestedMillis,
        atMillis,
        meter,
        reservedMicros,
        failures,
        Optional.of(process),
        budgetWarned);
  }

  Life warned() {
    return new Life(
        order, state, requestedMillis, atMillis, meter, reservedMicros, failures, engine, true);
  }
}
