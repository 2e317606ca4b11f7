package touchstone.imports;

import touchstone.model.Text;

/** A row that cannot be imported: what is wrong with it and what was expected. */
final class BadRow extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Text what;

  BadRow(Text what) {
    super(what.en(), null, false, false);
    this.what = what;
  }

  BadRow(String zh, String en) {
    this(new Text(zh, en));
  }

  Text what() {
    return what;
  }
}
