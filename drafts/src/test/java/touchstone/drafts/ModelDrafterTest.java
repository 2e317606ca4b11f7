package touchstone.drafts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ClientSettings;
import touchstone.endpoint.EngineKind;
import touchstone.model.Language;
import touchstone.model.ProblemException;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.Script;

class ModelDrafterTest {
  private static final String GOOD =
      """
      {"cases":[{"question":"罐子磕破了咋整","points":[
        {"quote":"请在签收后48小时内拍照联系客服","words":["48小时","拍照"]},
        {"quote":"我们当天给您打款","words":["打款"]}]},
       {"question":"你们店长帅不帅","points":[{"quote":"店长很帅","words":["帅"]}]}]}
      """;

  @TempDir Path folder;
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());

  @Test
  void what_does_not_stand_in_the_paper_is_dropped_and_named() throws Exception {
    ModelDrafter.Proposed proposed = proposed(_ -> says("好的，题目如下：\n```json\n" + GOOD + "```"));
    DraftCase made =
        proposed.cases().stream()
            .filter(each -> each.question().equals("罐子磕破了咋整"))
            .findFirst()
            .orElseThrow();
    assertThat(made.quote()).isEqualTo("请在签收后48小时内拍照联系客服");
    assertThat(made.points()).anyMatch(each -> each.slots().contains("48小时"));
    RuleDrafts rules = rules();
    assertThat(rules.cases()).anyMatch(each -> each.id().equals(made.cluster()));
    assertThat(proposed.left())
        .anyMatch(each -> each.reason().zh().contains("资料里没有：我们当天给您打款"))
        .anyMatch(each -> each.reason().zh().contains("没有一个站得住的要点"));
    assertThat(proposed.cases()).noneMatch(each -> each.question().contains("店长"));
    assertThat(bodies.getFirst()).contains("json_schema");
  }

  @Test
  void a_server_without_schemas_is_asked_without_and_nonsense_once_more() throws Exception {
    ModelDrafter.Proposed proposed =
        proposed(request ->
            request.body().contains("json_schema")
                ? Script.error(400, "bad", "response_format is not supported")
                : request.body().contains("\"role\":\"assistant\"") ? says(GOOD) : says("我想想……"));
    assertThat(proposed.cases()).anyMatch(each -> each.question().equals("罐子磕破了咋整"));
  }

  @Test
  void a_model_that_never_says_a_case_leaves_the_rules_cases_alone() throws Exception {
    ModelDrafter.Proposed proposed = proposed(_ -> says("不会写"));
    assertThat(proposed.cases()).isEmpty();
    assertThat(proposed.left()).hasSize(rules().passages().size());
    assertThat(proposed.left().getFirst().reason().en()).contains("no case could be read");
  }

  @Test
  void a_server_that_is_down_is_told() {
    assertThatThrownBy(() -> proposed(_ -> Script.error(401, "auth", "no")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().in(Language.EN)).containsIgnoringCase("401"));
  }

  private static Script says(String text) {
    return ChatAnswer.of(text).script();
  }

  private RuleDrafts rules() throws IOException {
    return RuleDrafts.of(List.of(Papers.faq(folder)), Vocabulary.of("zh"));
  }

  private ModelDrafter.Proposed proposed(Function<FakeRequest, Script> model) throws Exception {
    try (FakeEndpoint server =
            FakeEndpoint.start(request -> {
              bodies.add(request.body());
              return model.apply(request);
            });
        ChatClient client =
            new ChatClient(
                ClientSettings.standard(_ -> Optional.empty(), new Random(1))
                    .with(EngineKind.NIO))) {
      return new ModelDrafter(new DraftingModel(client, server.endpoint()), _ -> {})
          .propose(rules());
    }
  }
}
