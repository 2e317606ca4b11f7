package touchstone.run;

import java.util.Map;
import java.util.OptionalDouble;
import touchstone.model.Dimension;
import touchstone.model.Progress;
import touchstone.model.Text;

/** What a run tells those who watch it. */
public sealed interface RunEvent {
  /** A sentence worth reading once. */
  record Note(Text text) implements RunEvent {}

  /** Something went wrong that the run goes on from. */
  record Warning(Text text) implements RunEvent {}

  /**
   * How far a phase has come.
   *
   * @param total 0 where the whole is not known
   * @param secondsLeft of this phase
   */
  record Advanced(String candidate, Text phase, int done, int total, OptionalDouble secondsLeft)
      implements RunEvent {}

  /**
   * Means so far by candidate and dimension.
   *
   * @param scores 1 to 5, with the number of cases behind each
   */
  record Scores(Map<String, Map<Dimension, Mean>> scores) implements RunEvent {}

  /** A mean of n scores. */
  record Mean(double value, int n) {}

  /** Passes the progress of a download or a start on to a run's listener. */
  static Progress progress(String who, RunListener listener) {
    return (what, fraction) ->
        listener.on(
            new Advanced(
                who,
                what,
                fraction < 0 ? 0 : (int) Math.round(fraction * 100),
                fraction < 0 ? 0 : 100,
                OptionalDouble.empty()));
  }
}
