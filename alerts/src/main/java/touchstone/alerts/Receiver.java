package touchstone.alerts;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import touchstone.model.Language;

/**
 * Somebody who is told.
 *
 * @param name as messages to the user call it
 * @param occasions what it wants to hear; a test reaches everyone
 */
public record Receiver(String name, Set<Occasion> occasions, Language language, Way way) {
  public Receiver {
    occasions = Set.copyOf(occasions);
  }

  boolean wants(Alert alert) {
    return alert.occasion() == Occasion.TEST || occasions.contains(alert.occasion());
  }

  /** How it is reached. */
  public sealed interface Way {
    /** A group robot of WeCom (企业微信); its key stands in the address. */
    record WeCom(URI url) implements Way {}

    /**
     * A group robot of DingTalk (钉钉).
     *
     * @param secret of the robot's signature, where it asks for one
     */
    record DingTalk(URI url, Optional<String> secret) implements Way {}

    /** A group robot of Feishu or Lark (飞书), with the secret of its signature. */
    record Feishu(URI url, Optional<String> secret) implements Way {}

    /** Anything that takes a POST of JSON. */
    record Hook(URI url) implements Way {}

    /**
     * Mail.
     *
     * @param server {@code smtps://host:465} or {@code smtp://host:587}
     * @param user empty where the server asks for none
     */
    record Mail(URI server, Optional<Login> user, String from, List<String> to) implements Way {
      public Mail {
        to = List.copyOf(to);
      }
    }
  }

  /** A mail server's account. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }
}
