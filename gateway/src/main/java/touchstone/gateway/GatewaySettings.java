package touchstone.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import touchstone.model.Language;

/**
 * What a gateway listens on and how much it puts up with.
 *
 * @param address port 0 for any that is free
 * @param language of error messages and of what waiting clients are told
 */
public record GatewaySettings(
    InetSocketAddress address, Language language, Limits limits, Patience patience) {

  /**
   * Sizes.
   *
   * @param headBytes of request line and headers together
   * @param connections at once
   */
  public record Limits(int headBytes, int bodyBytes, int connections) {
    public static Limits standard() {
      return new Limits(32 << 10, 4 << 20, 2000);
    }
  }

  /**
   * How long things may take.
   *
   * @param head from the first byte of a request (or the connection's start) to the end of its head
   * @param body from the head to the end of the body
   * @param idle between two requests of a connection
   * @param stall a client may read nothing of an answer for so long
   * @param silence an engine may send nothing for so long
   * @param streamWait a streaming request waits so long for its deployment
   * @param plainWait any other request waits so long
   * @param comment between two comments to a waiting client
   * @param drain answers under way may take so long after the end was asked for
   */
  public record Patience(
      Duration head,
      Duration body,
      Duration idle,
      Duration stall,
      Duration silence,
      Duration streamWait,
      Duration plainWait,
      Duration comment,
      Duration drain) {
    public static Patience standard() {
      return new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(75),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10));
    }
  }

  /** The usual limits. */
  public static GatewaySettings standard(InetSocketAddress address, Language language) {
    return new GatewaySettings(address, language, Limits.standard(), Patience.standard());
  }

  /** Whether only this machine can reach it. */
  public boolean local() {
    InetAddress host = address.getAddress();
    return host != null && host.isLoopbackAddress();
  }
}
