package touchstone.gateway;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.json.JsonMapper;
import touchstone.model.Ticker;

/** What the gateway answers at which path. Thread-safe. */
final class Front {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MODELS = "/v1/models";
  private static final String CHAT = "/v1/chat/completions";
  private static final String HEALTH = "/health";
  private static final Map<String, String> METHODS =
      Map.of(MODELS, "GET", CHAT, "POST", HEALTH, "GET");

  private final GatewaySettings settings;
  private final Routes routes;
  private final Witness witness;
  private final Ticker ticker;
  private final AtomicBoolean closing = new AtomicBoolean();

  Front(GatewaySettings settings, Routes routes, Witness witness, Ticker ticker) {
    this.settings = settings;
    this.routes = routes;
    this.witness = witness;
    this.ticker = ticker;
  }

  /** From now on nothing new is taken. */
  void close() {
    closing.set(true);
  }

  /**
   * Whether a request may be made at all, seen from its head.
   *
   * @throws Refusal where it may not
   */
  Call admit(Call call, HttpRequest request) {
    if (closing.get()) {
      throw Refusals.closing();
    }
    String method = METHODS.get(call.path());
    if (method == null) {
      throw Refusals.nothingHere(call.path());
    }
    if (!method.equals(call.method())) {
      throw Refusals.method(call.path(), method, call.method());
    }
    Gate.foreign(request)
        .ifPresent(refusal -> {
          throw refusal;
        });
    return call;
  }

  Answer answer(Channel client, Call call, Runnable next) {
    Answer answer = new Answer(client, call, settings, witness, ticker, next);
    if (closing.get()) {
      answer.closeAfter();
    }
    return answer;
  }

  /** Answers at once, or begins to forward. */
  Optional<Forwarding> serve(Answer answer, byte[] body) {
    switch (answer.call().path()) {
      case HEALTH -> answer.json("{\"status\":\"ok\"}");
      case MODELS -> answer.json(models());
      default -> {
        Forwarding forwarding =
            new Forwarding(answer, ChatBody.read(body), routes, settings, ticker);
        forwarding.look();
        return Optional.of(forwarding);
      }
    }
    return Optional.empty();
  }

  private String models() {
    List<Map<String, Object>> data =
        routes.all().stream()
            .filter(each -> each.standing() instanceof Route.Standing.Up)
            .map(each -> {
              Map<String, Object> model = new LinkedHashMap<>();
              model.put("id", each.name());
              model.put("object", "model");
              model.put("created", 0);
              model.put("owned_by", "touchstone");
              return model;
            })
            .toList();
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("object", "list");
    list.put("data", data);
    return JSON.writeValueAsString(list);
  }
}
