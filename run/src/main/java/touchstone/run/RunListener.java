package touchstone.run;

/** Hears what a run does; called from several threads, returns quickly. */
@FunctionalInterface
public interface RunListener {
  void on(RunEvent event);
}
