package touchstone.gateway;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import touchstone.model.Text;
import touchstone.model.Ticker;

/**
 * One chat request on its way to its deployment: waits until that is up, then relays. A client that
 * streams is told every few seconds how far it is. Confined to the client's event loop.
 */
final class Forwarding {
  private static final int LOOK_MILLIS = 200;
  private static final int RETRY_SECONDS = 15;

  private final Answer answer;
  private final ChatBody body;
  private final Routes routes;
  private final GatewaySettings settings;
  private final Ticker ticker;
  private final long startNanos;
  private long saidNanos;
  private @Nullable Channel engine;

  Forwarding(Answer answer, ChatBody body, Routes routes, GatewaySettings settings, Ticker ticker) {
    this.answer = answer;
    this.body = body;
    this.routes = routes;
    this.settings = settings;
    this.ticker = ticker;
    this.startNanos = ticker.nanos();
    this.saidNanos = startNanos - settings.patience().comment().toNanos();
  }

  /** Looks where the deployment stands, and does what follows from that. */
  void look() {
    if (answer.ended()) {
      return;
    }
    Route route = routes.find(body.model()).orElse(null);
    if (route == null) {
      answer.refuse(Refusals.unknownModel(body.model(), known(routes)));
      return;
    }
    answer.of(route.name());
    switch (route.standing()) {
      case Route.Standing.Up up ->
          engine =
              Relay.start(
                  answer, route, up, body.with(up.model()), settings.patience().silence(), ticker);
      case Route.Standing.Down down -> answer.refuse(Refusals.down(down.problem()));
      case Route.Standing.Coming coming -> await(route, coming);
    }
  }

  static String known(Routes routes) {
    return routes.all().stream()
        .filter(each -> !(each.standing() instanceof Route.Standing.Down))
        .map(Route::name)
        .limit(20)
        .collect(Collectors.joining(", "));
  }

  private void await(Route route, Route.Standing.Coming coming) {
    GatewaySettings.Patience patience = settings.patience();
    Duration most = body.stream() ? patience.streamWait() : patience.plainWait();
    long now = ticker.nanos();
    if (now - startNanos >= most.toNanos()) {
      answer.refuse(Refusals.stillComing(route.name(), coming.what(), retrySeconds(coming)));
      return;
    }
    if (body.stream() && now - saidNanos >= patience.comment().toNanos()) {
      say(route, coming, now);
    }
    var _ = answer.client().eventLoop().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void say(Route route, Route.Standing.Coming coming, long now) {
    saidNanos = now;
    if (!answer.begun()) {
      answer.openEvents();
    }
    long waited = TimeUnit.NANOSECONDS.toSeconds(now - startNanos);
    Text left = left(coming.leftMillis());
    Text words =
        new Text(
            "正在启动 %s：%s，已等 %d 秒%s".formatted(route.name(), coming.what().zh(), waited, left.zh()),
            "%s is starting: %s, waited %d s%s"
                .formatted(route.name(), coming.what().en(), waited, left.en()));
    answer.comment(words.in(settings.language()).replaceAll("\\p{Cntrl}", " "));
  }

  private static Text left(OptionalLong millis) {
    if (millis.isEmpty()) {
      return Text.same("");
    }
    long seconds = seconds(millis.getAsLong());
    return new Text("，预计还要 " + seconds + " 秒", ", about " + seconds + " s left");
  }

  private static long retrySeconds(Route.Standing.Coming coming) {
    return coming.leftMillis().isPresent()
        ? seconds(coming.leftMillis().getAsLong())
        : RETRY_SECONDS;
  }

  private static long seconds(long millis) {
    return Math.max(1, (millis + 999) / 1000);
  }

  /** The client reads again, or does not. */
  void writabilityChanged(boolean writable) {
    if (engine != null && writable) {
      engine.config().setAutoRead(true);
    }
  }

  /** The client went away. */
  void abandon() {
    if (engine != null) {
      var _ = engine.close();
    }
  }
}
