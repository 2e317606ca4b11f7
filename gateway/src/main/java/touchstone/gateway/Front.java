package touchstone.gateway;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway answers at which path. Thread-safe. */
final class Front {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MODELS = "/v1/models";
  private static final String CHAT = "/v1/chat/completions";
  private static final String HEALTH = "/health";
  private static final String METRICS = "/metrics";
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final Map<String, String> METHODS = methods();

  private final GatewaySettings settings;
  private final Parts parts;
  private final Witnesses witness;
  private final AtomicBoolean closing = new AtomicBoolean();

  Front(GatewaySettings settings, Parts parts, Witnesses witness) {
    this.settings = settings;
    this.parts = parts;
    this.witness = witness;
  }

  /** Every path that is served, and by which method. */
  static Map<String, String> methods() {
    Map<String, String> methods = new HashMap<>();
    Docs.paths().forEach(path -> methods.put(path, "GET"));
    methods.putAll(Map.of(MODELS, "GET", CHAT, "POST", HEALTH, "GET", METRICS, "GET"));
    return Map.copyOf(methods);
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
    if (call.path().equals(HEALTH) || Docs.paths().contains(call.path())) {
      return call;
    }
    if (parts.keys().asked()) {
      String shown = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
      return call.by(parts.keys().check(shown));
    }
    Gate.foreign(request)
        .ifPresent(refusal -> {
          throw refusal;
        });
    return call;
  }

  Answer answer(Channel client, Call call, Runnable next) {
    Answer answer = new Answer(client, call, settings, witness, parts.ticker(), next);
    if (closing.get()) {
      answer.closeAfter();
    }
    return answer;
  }

  /** Answers at once, or begins to forward. */
  Optional<Forwarding> serve(Answer answer, byte[] body) {
    if (Docs.BUNDLED.answer(answer)) {
      return Optional.empty();
    }
    switch (answer.call().path()) {
      case HEALTH -> answer.json("{\"status\":\"ok\"}");
      case MODELS -> answer.json(models(answer.call().key()));
      case METRICS -> {
        answer
            .call()
            .key()
            .filter(key -> !key.models().isEmpty())
            .ifPresent(key -> {
              throw KeyRefusals.metrics(key);
            });
        answer.reply(200, METRICS_TYPE, witness.metricsText(), Map.of());
      }
      default -> {
        return Optional.of(chat(answer, ChatBody.read(body)));
      }
    }
    return Optional.empty();
  }

  private Forwarding chat(Answer answer, ChatBody body) {
    answer.asked(witness.asked(body));
    answer
        .call()
        .key()
        .ifPresent(key -> {
          if (!key.covers(body.model())) {
            throw KeyRefusals.notCovered(key, body.model());
          }
          parts.keys().count(key);
        });
    Forwarding forwarding = new Forwarding(answer, body, settings, parts);
    forwarding.look();
    return forwarding;
  }

  private String models(Optional<Key> key) {
    List<Map<String, Object>> data =
        parts.routes().all().stream()
            .filter(each -> each.standing() instanceof Route.Standing.Up)
            .filter(each -> key.isEmpty() || key.get().covers(each.name()))
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
