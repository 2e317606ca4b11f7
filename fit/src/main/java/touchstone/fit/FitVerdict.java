package touchstone.fit;

import touchstone.model.Text;

/** Whether it fits. */
public enum FitVerdict {
  /** Even if the engine takes as much for itself as was ever seen. */
  FITS(new Text("放得下", "fits")),
  /** With what the engine usually takes. */
  TIGHT(new Text("勉强放得下，引擎多占一点就会失败", "tight: it fails if the engine takes more than usual")),
  /** Only with a smaller context or fewer requests at once. */
  SHORT_CONTEXT(
      new Text("模型放得下，要求的上下文或并发放不下", "only with a shorter context or fewer requests at once")),
  NO(new Text("放不下", "does not fit"));

  private final Text title;

  FitVerdict(Text title) {
    this.title = title;
  }

  public Text title() {
    return title;
  }

  boolean works() {
    return this == FITS || this == TIGHT;
  }
}
