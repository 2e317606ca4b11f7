package touchstone.endpoint;

import java.util.Locale;

/**
 * Why an exchange did not come to its end on the wire.
 *
 * @param detail in English, without any secret; empty where the kind says it all
 */
record Broken(Kind kind, String detail) {
  /** The ways to break. */
  enum Kind {
    UNKNOWN_HOST,
    REFUSED,
    UNREACHABLE,
    CONNECT_TIMEOUT,
    TLS_UNTRUSTED,
    TLS_WRONG_HOST,
    TLS_FAILED,
    RESET,
    CLOSED_EARLY,
    NOT_HTTP,
    TOO_LARGE,
    STALLED,
    REQUEST_TIMEOUT,
    CANCELLED;

    /** The word in an exchange's detail, e.g. {@code request timeout}. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What to do after it. */
    ChatResult.Advice advice() {
      return switch (this) {
        case TLS_UNTRUSTED, TLS_WRONG_HOST, TLS_FAILED -> ChatResult.Advice.STOP;
        case TOO_LARGE, CANCELLED -> ChatResult.Advice.KEEP;
        default -> ChatResult.Advice.RETRY;
      };
    }
  }
}
