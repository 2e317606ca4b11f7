package touchstone.endpoint;

import java.io.IOException;

/** Carries a {@link Broken} up to the connection that it ends. */
final class BrokenException extends IOException {
  private static final long serialVersionUID = 1;

  private final Broken.Kind kind;
  private final String detail;

  BrokenException(Broken.Kind kind, String detail) {
    super(kind + ": " + detail);
    this.kind = kind;
    this.detail = detail;
  }

  Broken broken() {
    return new Broken(kind, detail);
  }
}
