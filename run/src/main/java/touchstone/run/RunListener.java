package touchstone.run;

/** Hears what a run does; called from several threads, returns quickly. */
@FunctionalInterface
public interface RunListener {
  void on(RunEvent event);

  /** One that hands everything on to two. */
  static RunListener both(RunListener first, RunListener second) {
    return event -> {
      first.on(event);
      second.on(event);
    };
  }
}
