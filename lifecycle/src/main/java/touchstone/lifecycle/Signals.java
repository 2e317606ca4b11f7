package touchstone.lifecycle;

/** Takes what a host observes. Safe for use by several threads. */
@FunctionalInterface
public interface Signals {
  void on(Event event);
}
