package touchstone.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Language;

/**
 * A message as a webhook takes it: where it goes and the JSON that is posted.
 *
 * @param url with the signature where the robot wants it there
 * @param robot whether the reply says with a code whether it was taken
 */
record RobotMessage(URI url, String body, boolean robot) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * The codes by which robots say, with HTTP 200, that they get too many messages: WeCom's 45009
   * (calls a minute) and 45033 (calls at once), DingTalk's 130101, Feishu's 9499 and 11232.
   */
  private static final Set<Long> TOO_MANY = Set.of(45009L, 45033L, 130101L, 9499L, 11232L);

  /** {@code msgtype: text}, 2,048 bytes at most, as WeCom documents its group robots. */
  static RobotMessage weCom(Receiver.Way.WeCom way, Alert alert, Language language) {
    ObjectNode body = JSON.createObjectNode().put("msgtype", "text");
    body.putObject("text").put("content", cut(alert.message(language), 2048));
    return new RobotMessage(way.url(), body.toString(), true);
  }

  /**
   * {@code timestamp} in ms and {@code sign}, the HMAC-SHA256 of timestamp, line feed and secret
   * under the secret, in the address, as DingTalk documents its group robots.
   */
  static RobotMessage dingTalk(
      Receiver.Way.DingTalk way, Alert alert, Language language, long nowMillis) {
    ObjectNode body = JSON.createObjectNode().put("msgtype", "text");
    body.putObject("text").put("content", alert.message(language));
    URI url =
        way.secret()
            .map(secret -> {
              String sign = signature(secret, nowMillis + "\n" + secret);
              return URI.create(
                  way.url()
                      + (way.url().getQuery() == null ? "?" : "&")
                      + "timestamp="
                      + nowMillis
                      + "&sign="
                      + URLEncoder.encode(sign, UTF_8));
            })
            .orElse(way.url());
    return new RobotMessage(url, body.toString(), true);
  }

  /**
   * {@code timestamp} in s and {@code sign}, the HMAC-SHA256 of nothing under timestamp, line feed
   * and secret, in the body, as Feishu documents its group robots.
   */
  static RobotMessage feishu(
      Receiver.Way.Feishu way, Alert alert, Language language, long nowMillis) {
    ObjectNode body = JSON.createObjectNode();
    way.secret()
        .ifPresent(secret -> {
          long seconds = nowMillis / 1000;
          body.put("timestamp", Long.toString(seconds));
          body.put("sign", signature(seconds + "\n" + secret, ""));
        });
    body.put("msg_type", "text").putObject("content").put("text", alert.message(language));
    return new RobotMessage(way.url(), body.toString(), true);
  }

  /** Everything by its name, for programs. */
  static RobotMessage hook(Receiver.Way.Hook way, Alert alert, Language language) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("source", "touchstone")
            .put("event", alert.occasion().word())
            .put("subject", alert.subject())
            .put("time", alert.at().toString())
            .put("text", alert.message(language));
    body.putObject("title").put("zh", alert.title().zh()).put("en", alert.title().en());
    body.putObject("detail").put("zh", alert.detail().zh()).put("en", alert.detail().en());
    return new RobotMessage(way.url(), body.toString(), false);
  }

  /** Base64 of the HMAC-SHA256. */
  static String signature(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }

  /** What a robot says of a message that it did not take; empty where it took it. */
  static Optional<Webhook.Refused> refusal(String reply) {
    try {
      var read = JSON.readTree(reply);
      long code = read.path("errcode").asLong(read.path("code").asLong(0));
      String why = read.path("errmsg").asString(read.path("msg").asString(""));
      return code == 0
          ? Optional.empty()
          : Optional.of(
              new Webhook.Refused(
                  String.format(Locale.ROOT, "%d %s", code, why),
                  TOO_MANY.contains(code) ? Webhook.Again.LATER : Webhook.Again.NEVER));
    } catch (tools.jackson.core.JacksonException notJson) {
      return Optional.empty();
    }
  }

  private static String cut(String text, int bytes) {
    String shorter = text;
    while (shorter.getBytes(UTF_8).length > bytes) {
      shorter = shorter.substring(0, shorter.length() - 1);
    }
    return shorter;
  }
}
