package touchstone.deploy;

import touchstone.model.Text;

/** Says why one source did not give the file; the next source is tried. */
final class SourceFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Text why;

  SourceFailure(Text why) {
    super(why.en());
    this.why = why;
  }

  SourceFailure(Text why, Throwable cause) {
    super(why.en(), cause);
    this.why = why;
  }

  Text why() {
    return why;
  }
}
