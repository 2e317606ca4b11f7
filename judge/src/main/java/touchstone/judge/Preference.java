package touchstone.judge;

/** Which of two answers is better. */
public enum Preference {
  FIRST,
  SECOND,
  TIE;

  /** The same said of the two answers in the other order. */
  public Preference swapped() {
    return switch (this) {
      case FIRST -> SECOND;
      case SECOND -> FIRST;
      case TIE -> TIE;
    };
  }
}
