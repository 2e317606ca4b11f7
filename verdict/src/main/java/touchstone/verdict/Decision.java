package touchstone.verdict;

import touchstone.model.Text;

/** What can be said of a comparison. */
public enum Decision {
  BETTER("better", new Text("更好", "better")),
  EQUIVALENT("equivalent", new Text("相当", "equivalent")),
  UNDECIDED("undecided", new Text("尚难定论", "undecided")),
  /** Every candidate misses a floor; outranks the others. */
  NONE_GOOD_ENOUGH("none_good_enough", new Text("都不合格", "none is good enough"));

  private final String id;
  private final Text title;

  Decision(String id, Text title) {
    this.id = id;
    this.title = title;
  }

  public String id() {
    return id;
  }

  public Text title() {
    return title;
  }
}
