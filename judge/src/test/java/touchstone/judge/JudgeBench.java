package touchstone.judge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ClientSettings;
import touchstone.endpoint.EngineKind;
import touchstone.endpoint.Retrying;
import touchstone.model.Dimension;
import touchstone.model.Message;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.Script;

/** A judge over real HTTP, its model scripted; waits little before it tries again. */
final class JudgeBench implements AutoCloseable {
  static final Matter MATTER =
      new Matter(
          Dimension.SEMANTICS,
          Optional.of("收货7天内可退。"),
          List.of(Message.user("在吗"), Message.assistant("在的"), Message.user("几天能退")),
          List.of("7天内能退"));

  final FakeEndpoint fake;
  final Judge judge;
  private final ChatClient client;

  JudgeBench(RulingCache cache, Function<FakeRequest, Script> model) {
    this(cache, Judge.Settings.standard("zh"), model);
  }

  JudgeBench(RulingCache cache, Judge.Settings settings, Function<FakeRequest, Script> model) {
    fake = FakeEndpoint.start(model);
    client = client();
    judge = new Judge(client, fake.endpoint(), cache, settings, new Random(7));
  }

  static ChatClient client() {
    return new ChatClient(
        ClientSettings.standard(_ -> Optional.empty(), new Random(1))
            .with(
                new Retrying(2, Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofSeconds(1)))
            .with(EngineKind.NIO));
  }

  static Script says(String text) {
    return ChatAnswer.of(text).script();
  }

  static Script better(String word) {
    return says("{\"reason\":\"理由\",\"better\":\"" + word + "\"}");
  }

  @Override
  public void close() {
    client.close();
    fake.close();
  }
}
