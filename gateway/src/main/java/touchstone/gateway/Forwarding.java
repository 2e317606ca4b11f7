package touchstone.gateway;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import touchstone.model.Text;

/**
 * One chat request on its way to its deployment: waits until that is up, then relays. A client that
 * streams is told every few seconds how far it is. Confined to the client's event loop.
 */
final class Forwarding {
  private static final int LOOK_MILLIS = 200;
  private static final int RETRY_SECONDS = 15;

  private final Answer answer;
  private final ChatBody body;
  private final GatewaySettings settings;
  private final Parts parts;
  private final long startNanos;
  private long saidNanos;
  private @Nullable Channel engine;

  Forwarding(Answer answer, ChatBody body, GatewaySettings settings, Parts parts) {
    this.answer = answer;
    this.body = body;
    this.settings = settings;
    this.parts = parts;
    this.startNanos = parts.ticker().nanos();
    this.saidNanos = startNanos - settings.patience().comment().toNanos();
  }

  /** Looks where the deployment stands, and does what follows from that. */
  void look() {
    if (answer.ended()) {
      return;
    }
    Routes routes = parts.routes();
    Route route = routes.find(body.model()).orElse(null);
    if (route == null) {
      answer.refuse(Unserved.unknownModel(body.model(), known(routes)));
      return;
    }
    answer.of(route.name());
    switch (route.standing()) {
      case Route.Standing.Up up ->
          engine =
              Relay.start(
                  answer,
                  route,
                  up.engine(),
                  body.with(up.engine().model()),
                  settings.patience().silence(),
                  parts);
      case Route.Standing.Down down -> answer.refuse(Unserved.down(down.problem()));
      case Route.Standing.Coming coming -> await(route, coming);
    }
  }

  /** What else the client could ask; what its key may not use is not told. */
  private String known(Routes routes) {
    return routes.all().stream()
        .filter(each -> answer.call().key().map(key -> key.covers(each.name())).orElse(true))
        .filter(each -> !(each.standing() instanceof Route.Standing.Down))
        .map(Route::name)
        .limit(20)
        .collect(Collectors.joining(", "));
  }

  private void await(Route route, Route.Standing.Coming coming) {
    GatewaySettings.Patience patience = settings.patience();
    Duration most = body.stream() ? patience.streamWait() : patience.plainWait();
    long now = parts.ticker().nanos();
    if (now - startNanos >= most.toNanos()) {
      answer.refuse(Unserved.stillComing(route.name(), coming.what(), retrySeconds(coming)));
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
