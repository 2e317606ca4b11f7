package touchstone.model;

/** How hard a case is, as its author judged it. */
public enum Difficulty {
  EASY,
  MEDIUM,
  HARD
}
