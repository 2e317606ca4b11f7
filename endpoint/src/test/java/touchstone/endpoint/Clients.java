package touchstone.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import touchstone.model.ChatRequest;
import touchstone.model.Message;
import touchstone.model.Sampling;

/** Clients and requests as the tests want them: quick to give up. */
final class Clients {
  static final Timeouts SHORT =
      new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(3));

  private Clients() {}

  static ClientSettings settings(EngineKind engine) {
    return ClientSettings.standard(
            name -> name.startsWith("SET") ? Optional.of("sk-secret-" + name) : Optional.empty(),
            new Random(1))
        .with(engine)
        .with(SHORT)
        .with(new Retrying(3, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(2)));
  }

  static ChatClient client(EngineKind engine) {
    return new ChatClient(settings(engine));
  }

  static ChatRequest ask(String question) {
    return ask(question, 100);
  }

  static ChatRequest ask(String question, int maxTokens) {
    return new ChatRequest(
        List.of(Message.system("你是客服。"), Message.user(question)),
        new Sampling(maxTokens, 0.7, OptionalDouble.of(0.9)),
        42,
        Optional.empty());
  }
}
