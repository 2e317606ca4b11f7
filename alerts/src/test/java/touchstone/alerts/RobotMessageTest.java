package touchstone.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import touchstone.model.Language;
import touchstone.model.Text;

class RobotMessageTest {
  private static final long NOW = 1_764_000_000_123L;
  private static final Alert ALERT =
      new Alert(
          Occasion.BUDGET,
          "shop",
          new Text("预算用完，开始释放", "the budget is spent"),
          new Text("touchstone costs 看花费。", "touchstone costs shows it."),
          Instant.parse("2026-11-25T08:00:00.5Z"));

  @Test
  void weComTakesTextOfNoMoreThanItsLimit() {
    var way = new Receiver.Way.WeCom(URI.create("https://hook.example/send?key=K"));
    JsonNode body = body(RobotMessage.weCom(way, ALERT, Language.ZH));
    assertThat(body.path("msgtype").asString()).isEqualTo("text");
    assertThat(body.path("text").path("content").asString())
        .isEqualTo("【试金石】shop：预算用完，开始释放\ntouchstone costs 看花费。\n2026-11-25T08:00:00Z");
    Alert longOne =
        new Alert(
            Occasion.VERDICT, "长", Text.same("结论".repeat(2000)), Text.same(""), Instant.EPOCH);
    String cut =
        body(RobotMessage.weCom(way, longOne, Language.ZH)).path("text").path("content").asString();
    assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(2048);
  }

  /** The HMAC was made with Python's hmac and base64 for the same key and text. */
  @Test
  void dingTalkSignsInTheAddress() {
    var url = URI.create("https://hook.example/robot/send?access_token=T");
    var message =
        RobotMessage.dingTalk(
            new Receiver.Way.DingTalk(url, Optional.of("SECabc")), ALERT, Language.ZH, NOW);
    assertThat(message.url().toString())
        .isEqualTo(
            url
                + "&timestamp=1764000000123&sign=TcpWCCzC2nSQRxA2JJzVX3bUVKWcpTWENJO%2FekRk%2BwA%3D");
    assertThat(
            RobotMessage.dingTalk(
                    new Receiver.Way.DingTalk(url, Optional.empty()), ALERT, Language.ZH, NOW)
                .url())
        .isEqualTo(url);
  }

  @Test
  void feishuSignsInTheBody() {
    var way =
        new Receiver.Way.Feishu(URI.create("https://hook.example/hook/x"), Optional.of("SECabc"));
    JsonNode body = body(RobotMessage.feishu(way, ALERT, Language.EN, NOW));
    assertThat(body.path("timestamp").asString()).isEqualTo("1764000000");
    assertThat(body.path("sign").asString())
        .isEqualTo("7k1GdqiAGlnk7Di3T5/mpILKRsDxdZ1nIvkC9kRgRfQ=");
    assertThat(body.path("msg_type").asString()).isEqualTo("text");
    assertThat(body.path("content").path("text").asString())
        .startsWith("[Touchstone] shop: the budget is spent\n");
  }

  @Test
  void programsGetEverythingByItsName() {
    JsonNode body =
        body(
            RobotMessage.hook(
                new Receiver.Way.Hook(URI.create("https://x.example")), ALERT, Language.ZH));
    assertThat(body.path("event").asString()).isEqualTo("budget");
    assertThat(body.path("title").path("en").asString()).isEqualTo("the budget is spent");
  }

  @Test
  void aRobotsRefusalIsRead() {
    assertThat(RobotMessage.refusal("{\"errcode\":0,\"errmsg\":\"ok\"}")).isEmpty();
    assertThat(RobotMessage.refusal("{\"StatusCode\":0,\"code\":0}")).isEmpty();
    assertThat(RobotMessage.refusal("ok")).isEmpty();
    assertThat(RobotMessage.refusal("{\"errcode\":310000,\"errmsg\":\"sign not match\"}"))
        .contains(new Webhook.Refused("310000 sign not match", Webhook.Again.NEVER));
    assertThat(RobotMessage.refusal("{\"code\":19021,\"msg\":\"sign match fail\"}"))
        .contains(new Webhook.Refused("19021 sign match fail", Webhook.Again.NEVER));
  }

  private static JsonNode body(RobotMessage message) {
    return JsonMapper.shared().readTree(message.body());
  }
}
