package touchstone.judge;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ChatResult;
import touchstone.judge.Form.Decision;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.Message;
import touchstone.model.Outcome;
import touchstone.model.Problem;
import touchstone.model.Sampling;
import touchstone.model.Text;

/**
 * Puts one question to the judge's endpoint until it is answered in a form that can be read: asks
 * for a schema, does without where the server knows none, asks once more where nothing can be read.
 * Thread-safe.
 */
final class Bailiff {
  private static final int QUOTED = 200;

  private final ChatClient client;
  private final Endpoint endpoint;
  private final PromptWriter writer;
  private final AtomicBoolean schemas = new AtomicBoolean(true);
  private final AtomicInteger requests = new AtomicInteger();

  Bailiff(ChatClient client, Endpoint endpoint, PromptWriter writer) {
    this.client = client;
    this.endpoint = endpoint;
    this.writer = writer;
  }

  /** Requests sent so far, those that the client sent again for a lost connection included. */
  int requests() {
    return requests.get();
  }

  /** What the judge says. */
  <T> Ruling<Decision<T>> ask(Form<T> form, List<Message> messages, Sampling sampling, long seed)
      throws InterruptedException {
    ChatResult first = send(form, messages, sampling, seed);
    if (first.exchange().outcome() == Outcome.INFRA_FAIL) {
      return unreachable(first);
    }
    Optional<Decision<T>> decision = form.decision(first.exchange().answer());
    if (decision.isPresent()) {
      return given(decision.get());
    }
    List<Message> more = writer.again(form, messages, first.exchange().answer());
    ChatResult second = send(form, more, sampling, seed + 1);
    if (second.exchange().outcome() == Outcome.INFRA_FAIL) {
      return unreachable(second);
    }
    String text = second.exchange().answer();
    return form.decision(text)
        .<Ruling<Decision<T>>>map(Bailiff::given)
        .orElseGet(() -> new Ruling.Unreadable<>(cut(text + " " + second.exchange().detail())));
  }

  private ChatResult send(Form<?> form, List<Message> messages, Sampling sampling, long seed)
      throws InterruptedException {
    ChatRequest request = new ChatRequest(messages, sampling, seed, Optional.empty());
    if (!schemas.get()) {
      return counted(client.send(endpoint, request));
    }
    ChatResult result = counted(client.send(with(form), request));
    if (result.status() != 400 && result.status() != 422) {
      return result;
    }
    ChatResult plain = counted(client.send(endpoint, request));
    if (plain.exchange().outcome() != Outcome.INFRA_FAIL) {
      schemas.set(false);
    }
    return plain;
  }

  private ChatResult counted(ChatResult result) {
    requests.addAndGet(result.exchange().attempts());
    return result;
  }

  /** The endpoint with the form's schema in every body; what the user put there himself stays. */
  private Endpoint with(Form<?> form) {
    return new Endpoint(
        endpoint.url(),
        endpoint.model(),
        endpoint.apiKey(),
        endpoint.headers(),
        merged(form.responseFormat(), endpoint.extraBody()),
        endpoint.takesBatches());
  }

  private static String merged(String format, String own) {
    try {
      boolean object = JsonMapper.shared().readTree(own.isBlank() ? "{}" : own).isObject();
      if (!object || own.isBlank()) {
        return object ? format : own;
      }
      ObjectNode body = (ObjectNode) JsonMapper.shared().readTree(format);
      body.setAll((ObjectNode) JsonMapper.shared().readTree(own));
      return body.toString();
    } catch (JacksonException notJson) {
      return own; // the client names the fault
    }
  }

  private static <T> Ruling<Decision<T>> given(Decision<T> decision) {
    return new Ruling.Given<>(decision, decision.reason());
  }

  private static <T> Ruling<Decision<T>> unreachable(ChatResult result) {
    String detail = result.exchange().detail();
    return new Ruling.Unreachable<>(
        result
            .problem()
            .orElseGet(() ->
                new Problem(
                    new Text(
                        "裁判的接口没有回答：" + detail, "The judge's endpoint gave no answer: " + detail),
                    new Text("请检查接口后再试。", "Check the endpoint and try again."))));
  }

  private static String cut(String text) {
    return text.length() > QUOTED ? text.substring(0, QUOTED) + "…" : text.strip();
  }
}
