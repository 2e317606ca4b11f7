package touchstone.model;

/** The part of a run that a sample belongs to. */
public sealed interface Phase {
  /** Kept and flagged, never counted. */
  record WarmUp() implements Phase {}

  /** Graded cases. */
  record Cases() implements Phase {}

  /**
   * Timed requests in a closed loop.
   *
   * @param concurrency requests in flight, at least 1
   */
  record Load(int concurrency) implements Phase {}

  /** The name in files: {@code warmup}, {@code cases}, {@code load-5}. */
  default String id() {
    return switch (this) {
      case WarmUp _ -> "warmup";
      case Cases _ -> "cases";
      case Load load -> "load-" + load.concurrency();
    };
  }

  /** The phase of a name in a file. */
  static Phase of(String id) {
    return switch (id) {
      case "warmup" -> new WarmUp();
      case "cases" -> new Cases();
      default -> {
        if (!id.matches("load-[1-9][0-9]{0,8}")) {
          throw new IllegalArgumentException(
              "phase '" + id + "', expected warmup, cases or load-N");
        }
        yield new Load(Integer.parseInt(id.substring("load-".length())));
      }
    };
  }
}
