package touchstone.lifecycle;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine of somebody else's that is reached by ssh.
 *
 * @param host name or address, IPv6 without brackets
 * @param port 1 to 65535
 * @param keyFile the private key by its whole path; empty where the user's ssh agent signs
 */
public record Remote(String user, String host, int port, Optional<String> keyFile) {
  private static final int STANDARD_PORT = 22;
  private static final int LAST_PORT = 65_535;
  private static final Pattern FORM =
      Pattern.compile(
          "(?:([A-Za-z0-9_][A-Za-z0-9._-]*)@)?"
              + "(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9][A-Za-z0-9._-]*))(?::(\\d{1,5}))?");

  public Remote {
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException("port " + port + ", expected 1 to " + LAST_PORT);
    }
  }

  /**
   * Reads {@code [user@]host[:port]}, an IPv6 address in brackets; empty where the text is none.
   *
   * @param user where the text names none
   */
  public static Optional<Remote> parse(String text, String user, Optional<String> keyFile) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Optional.ofNullable(matcher.group(4)).map(Integer::parseInt).orElse(STANDARD_PORT);
    if (port < 1 || port > LAST_PORT) {
      return Optional.empty();
    }
    String host = Optional.ofNullable(matcher.group(2)).orElseGet(() -> matcher.group(3));
    return Optional.of(
        new Remote(Optional.ofNullable(matcher.group(1)).orElse(user), host, port, keyFile));
  }

  /** As people write it, the port where it is not 22. */
  public String address() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return user + "@" + shown + (port == STANDARD_PORT ? "" : ":" + port);
  }
}
