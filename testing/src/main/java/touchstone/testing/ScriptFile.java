package touchstone.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import touchstone.document.Document;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Text;

/**
 * What a scripted server does, read from a YAML file: {@code model}, {@code cycle} and {@code
 * answers}, each as {@link ScriptedAnswer} reads it.
 *
 * @param model the name that it lists
 * @param cycle whether the first answer follows the last; else the last one is given ever after
 * @param answers not empty
 */
public record ScriptFile(String model, boolean cycle, List<ScriptedAnswer> answers) {
  /** What it says where nobody says anything else: 64 characters, one every 20 ms. */
  public static final String EXAMPLE =
      """
      model: fake
      answers:
        - content: 您好，您的包裹今天上午已经从杭州发出，预计后天送到。要是后天还没收到，您随时找我，我帮您催一催。请问还有什么可以帮您？
          first: 200ms
          gap: 20ms
      """;

  public ScriptFile {
    answers = List.copyOf(answers);
  }

  /**
   * Reads one.
   *
   * @throws touchstone.model.ProblemException if it is not one, with file, line and column
   */
  public static ScriptFile read(Path file) {
    return of(Document.read(file));
  }

  /** The one that is taken where none is named. */
  public static ScriptFile example() {
    return of(Document.read("example", EXAMPLE));
  }

  private static ScriptFile of(Value document) {
    Fields fields = document.fields("model", "cycle", "answers");
    Value answers = fields.required("answers");
    List<ScriptedAnswer> read = answers.items(ScriptedAnswer::read);
    if (read.stream().allMatch(answer -> answer.when().isPresent())) {
      throw answers.problem(
          new Text("没有一条回答不带 when", "no answer stands without 'when'"),
          new Text("请加一条不带 when 的，给其他请求用。", "Add one without it, for all other requests."));
    }
    return new ScriptFile(
        fields.optional("model").map(Value::name).orElse("fake"),
        fields.optional("cycle").map(Value::bool).orElse(false),
        read);
  }

  /**
   * Answers requests: the list of models, the first answer whose {@code when} stands in the newest
   * message, else those without {@code when} in turn. Thread-safe.
   */
  public Function<FakeRequest, Script> responder() {
    List<ScriptedAnswer> inTurn =
        answers.stream().filter(answer -> answer.when().isEmpty()).toList();
    AtomicInteger turns = new AtomicInteger();
    return request -> {
      if (request.method().equals("GET")) {
        return listed(request);
      }
      return fitting(request)
          .orElseGet(() -> inTurn.get(turn(turns.getAndIncrement(), inTurn.size())))
          .script(request);
    };
  }

  private int turn(int number, int answers) {
    return cycle ? Math.floorMod(number, answers) : Math.clamp(number, 0, answers - 1);
  }

  private Optional<ScriptedAnswer> fitting(FakeRequest request) {
    String newest = JsonText.lastString(request.body(), "content");
    return answers.stream()
        .filter(answer -> answer.when().filter(newest::contains).isPresent())
        .findFirst();
  }

  private Script listed(FakeRequest request) {
    return request.path().endsWith("/models")
        ? Script.json(
            200,
            "{\"object\":\"list\",\"data\":[{\"id\":%s,\"object\":\"model\"}]}"
                .formatted(JsonText.quote(model)))
        : Script.error(404, "not_found", "only …/models and …/chat/completions are served");
  }
}
