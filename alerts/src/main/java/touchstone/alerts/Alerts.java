package touchstone.alerts;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import touchstone.alerts.Webhook.Again;
import touchstone.alerts.Webhook.Refused;
import touchstone.model.Ticker;

/**
 * Tells everyone who wants to hear it. What fails for a while (no network, 5xx) is tried three
 * times in all, ten seconds in between, ten and thirty where a robot gets too many (429 or a code
 * of its own); nothing of it is thrown at the caller.
 */
public final class Alerts {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGER = Duration.ofSeconds(30);
  private static final int TRIES = 3;

  private final List<Receiver> receivers;
  private final InstantSource clock;
  private final Ticker ticker;
  private final Webhook webhook = new Webhook(TIMEOUT);
  private final MailSender mail = new MailSender(TIMEOUT);

  public Alerts(List<Receiver> receivers, InstantSource clock, Ticker ticker) {
    this.receivers = List.copyOf(receivers);
    this.clock = clock;
    this.ticker = ticker;
  }

  /**
   * How telling one receiver went.
   *
   * @param problem why it was not told; empty where it was
   */
  public record Told(Receiver receiver, Optional<String> problem) {}

  public List<Receiver> receivers() {
    return receivers;
  }

  /** Tells everyone, one after the other; takes as long as the slowest of them. */
  public List<Told> tell(Alert alert) throws InterruptedException {
    List<Told> told = new ArrayList<>();
    for (Receiver each : receivers) {
      if (each.wants(alert)) {
        told.add(new Told(each, reach(each, alert)));
      }
    }
    return told;
  }

  private Optional<String> reach(Receiver receiver, Alert alert) throws InterruptedException {
    Optional<Refused> refused = once(receiver, alert);
    for (int tries = 1; tries < TRIES && refused.isPresent(); tries++) {
      Again again = refused.get().again();
      if (again == Again.NEVER) {
        break;
      }
      ticker.sleep(again == Again.LATER && tries > 1 ? LONGER : PAUSE);
      refused = once(receiver, alert);
    }
    return refused.map(Refused::why);
  }

  private Optional<Refused> once(Receiver receiver, Alert alert) throws InterruptedException {
    long now = clock.millis();
    return switch (receiver.way()) {
      case Receiver.Way.WeCom way ->
          webhook.post(RobotMessage.weCom(way, alert, receiver.language()));
      case Receiver.Way.DingTalk way ->
          webhook.post(RobotMessage.dingTalk(way, alert, receiver.language(), now));
      case Receiver.Way.Feishu way ->
          webhook.post(RobotMessage.feishu(way, alert, receiver.language(), now));
      case Receiver.Way.Hook way ->
          webhook.post(RobotMessage.hook(way, alert, receiver.language()));
      case Receiver.Way.Mail way -> mail.send(way, alert, receiver.language());
    };
  }
}
