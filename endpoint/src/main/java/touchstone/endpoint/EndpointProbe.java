package touchstone.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.Message;
import touchstone.model.Outcome;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Sampling;
import touchstone.model.TokenTimeline;
import touchstone.model.Usage;

/**
 * Looks at an endpoint before it is used: its models, one tiny chat, what is wrong. How patient it
 * is with a busy endpoint is the client's setting.
 */
public final class EndpointProbe {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final ChatRequest GREETING =
      new ChatRequest(
          List.of(Message.user("你好，请用一句话介绍你自己。")),
          new Sampling(32, 0, OptionalDouble.empty()),
          1,
          Optional.empty());

  private final ChatClient client;

  public EndpointProbe(ChatClient client) {
    this.client = client;
  }

  /** Asks for the models and for one short answer; wrong settings become problems too. */
  public ProbeReport probe(Endpoint endpoint) throws InterruptedException {
    try {
      ChatResult chat = client.send(endpoint, GREETING);
      return report(endpoint, models(endpoint), chat);
    } catch (ProblemException settings) {
      return new ProbeReport(List.of(), false, false, false, List.of(settings.problem()));
    }
  }

  private static ProbeReport report(Endpoint endpoint, List<String> models, ChatResult chat) {
    TokenTimeline timeline = chat.exchange().timeline();
    boolean empty = chat.exchange().outcome() == Outcome.MODEL_FAIL;
    boolean answers = chat.status() == 200 && (empty || !timeline.arrivalsNanos().isEmpty());
    boolean buffered =
        timeline.arrivalsNanos().size() > 4
            && timeline.arrivalsNanos().stream().distinct().count() == 1;
    boolean streams = chat.streamed() && !buffered;
    List<Problem> problems = new ArrayList<>();
    chat.problem().ifPresent(problems::add);
    if (!answers && problems.isEmpty()) {
      problems.add(ProbeFaults.noAnswer(chat.exchange().detail()));
    }
    if (answers && empty) {
      problems.add(ProbeFaults.emptyAnswer(chat.exchange().detail()));
    }
    if (!models.isEmpty() && !models.contains(endpoint.model())) {
      problems.add(ProbeFaults.unknownModel(endpoint.model(), models));
    }
    if (answers && !empty && !streams) {
      problems.add(ProbeFaults.noStream());
    }
    boolean usage = answers && chat.exchange().usage().source() == Usage.Source.SERVER;
    if (answers && !empty && !usage) {
      problems.add(ProbeFaults.noUsage());
    }
    return new ProbeReport(models, answers, streams, usage, problems);
  }

  private List<String> models(Endpoint endpoint) throws InterruptedException {
    Flight flight = client.exchanger().models(endpoint);
    Capture body = flight.body();
    List<String> names = new ArrayList<>();
    boolean ok = flight.head().filter(head -> head.status() == 200).isPresent();
    if (ok) {
      try {
        JSON.readTree(new String(body.bytes(), 0, body.length(), UTF_8))
            .path("data")
            .forEach(model -> names.add(model.path("id").asString("")));
      } catch (JacksonException noList) {
        return List.of();
      }
    }
    return names;
  }
}
