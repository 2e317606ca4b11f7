package touchstone.drafts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ChatResult;
import touchstone.judge.Repair;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.Message;
import touchstone.model.Outcome;
import touchstone.model.Problem;
import touchstone.model.Sampling;
import touchstone.model.Text;

/**
 * A model behind an endpoint that is asked for questions about a passage: with a JSON schema where
 * the server takes one, repaired where the answer is nearly JSON, asked once more where it is not.
 * Thread-safe.
 */
public final class DraftingModel {
  private static final Sampling SAMPLING = new Sampling(2_048, 0.3, OptionalDouble.empty());
  private static final int QUOTED = 120;
  private static final String FORMAT =
      """
      {"response_format":{"type":"json_schema","json_schema":{"name":"cases","strict":true,"schema":\
      {"type":"object","additionalProperties":false,"required":["cases"],"properties":{"cases":\
      {"type":"array","items":{"type":"object","additionalProperties":false,\
      "required":["question","points"],"properties":{"question":{"type":"string"},"points":\
      {"type":"array","items":{"type":"object","additionalProperties":false,\
      "required":["quote","words"],"properties":{"quote":{"type":"string"},"words":\
      {"type":"array","items":{"type":"string"}}}}}}}}}}}}}
      """;

  private final ChatClient client;
  private final Endpoint endpoint;
  private final AtomicBoolean schemas = new AtomicBoolean(true);

  public DraftingModel(ChatClient client, Endpoint endpoint) {
    this.client = client;
    this.endpoint = endpoint;
  }

  /** What came back. */
  sealed interface Reply {
    /**
     * Something to check.
     *
     * @param cases as the model wrote them
     */
    record Given(List<JsonNode> cases) implements Reply {
      public Given {
        cases = List.copyOf(cases);
      }
    }

    /** An answer, twice, in which nothing could be read. */
    record Unreadable(String text) implements Reply {}

    /** No answer. */
    record Unreachable(Problem problem) implements Reply {}
  }

  Reply ask(Vocabulary vocabulary, Passage passage) throws InterruptedException {
    List<Message> messages = new ArrayList<>();
    messages.add(Message.system(vocabulary.word("ask_system")));
    messages.add(Message.user(vocabulary.word("ask").replace("{}", passage.text())));
    ChatResult first = send(messages, 1);
    if (first.exchange().outcome() == Outcome.INFRA_FAIL) {
      return unreachable(first);
    }
    Optional<List<JsonNode>> cases = cases(first.exchange().answer());
    if (cases.isPresent()) {
      return new Reply.Given(cases.get());
    }
    messages.add(Message.assistant(cut(first.exchange().answer(), 2_000)));
    messages.add(Message.user(vocabulary.word("ask_again")));
    ChatResult second = send(messages, 2);
    if (second.exchange().outcome() == Outcome.INFRA_FAIL) {
      return unreachable(second);
    }
    return cases(second.exchange().answer())
        .<Reply>map(Reply.Given::new)
        .orElseGet(() -> new Reply.Unreadable(cut(second.exchange().answer(), QUOTED)));
  }

  private static Optional<List<JsonNode>> cases(String answer) {
    List<JsonNode> cases = new ArrayList<>();
    boolean read = false;
    for (ObjectNode object : Repair.objects(answer)) {
      if (object.path("cases").isArray()) {
        read = true;
        object.path("cases").forEach(cases::add);
      } else if (object.path("question").isString()) {
        read = true;
        cases.add(object);
      }
    }
    return read ? Optional.of(cases) : Optional.empty();
  }

  private ChatResult send(List<Message> messages, long seed) throws InterruptedException {
    ChatRequest request = new ChatRequest(messages, SAMPLING, seed, Optional.empty());
    if (!schemas.get()) {
      return client.send(endpoint, request);
    }
    ChatResult result = client.send(withSchema(), request);
    if (result.status() != 400 && result.status() != 422) {
      return result;
    }
    ChatResult plain = client.send(endpoint, request);
    if (plain.exchange().outcome() != Outcome.INFRA_FAIL) {
      schemas.set(false);
    }
    return plain;
  }

  /** The endpoint with the schema in every body; what the user put there himself stays. */
  private Endpoint withSchema() {
    return new Endpoint(
        endpoint.url(),
        endpoint.model(),
        endpoint.apiKey(),
        endpoint.headers(),
        merged(endpoint.extraBody()),
        endpoint.takesBatches());
  }

  private static String merged(String own) {
    try {
      JsonNode body = JsonMapper.shared().readTree(own.isBlank() ? "{}" : own);
      if (body instanceof ObjectNode users) {
        ObjectNode all = (ObjectNode) JsonMapper.shared().readTree(FORMAT);
        all.setAll(users);
        return all.toString();
      }
      return own;
    } catch (JacksonException notJson) {
      return own; // the client names the fault
    }
  }

  private static Reply unreachable(ChatResult result) {
    String detail = result.exchange().detail();
    return new Reply.Unreachable(
        result
            .problem()
            .orElseGet(() ->
                new Problem(
                    new Text("起草的模型没有回答：" + detail, "The drafting model gave no answer: " + detail),
                    new Text(
                        "请检查接口后再试；不加 --with 就只按规则起草。",
                        "Check the endpoint and try again; without --with the rules draft"
                            + " alone."))));
  }

  private static String cut(String text, int length) {
    return text.length() > length ? text.substring(0, length) + "…" : text.strip();
  }
}
