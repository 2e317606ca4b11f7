package touchstone.gateway;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import touchstone.model.Problem;
import touchstone.model.Text;

/** What is wrong with a client's key, in words; never the key itself. */
final class KeyRefusals {
  private static final String AUTHENTICATION = "authentication_error";

  private KeyRefusals() {}

  static Refusal missing() {
    return authentication(
        "missing_api_key",
        new Text("请求没有带密钥", "The request bears no key"),
        new Text(
            "请带上请求头 Authorization: Bearer 密钥；新建密钥：touchstone gateway key create 名字。",
            "Send Authorization: Bearer KEY; make a key by touchstone gateway key create NAME."));
  }

  static Refusal unknown() {
    return authentication(
        "invalid_api_key",
        new Text("密钥不对，或已被撤销", "The key is not one of this gateway, or was revoked"),
        new Text(
            "请核对密钥；现有的见 touchstone gateway key list。",
            "Check it; touchstone gateway key list shows which there are."));
  }

  static Refusal expired(String name, Instant when) {
    Instant day = when.truncatedTo(ChronoUnit.SECONDS);
    return authentication(
        "expired_api_key",
        new Text("密钥“" + name + "”已于 " + day + " 过期", "Key '" + name + "' expired at " + day),
        new Text(
            "请新建一个：touchstone gateway key create 名字。",
            "Make another: touchstone gateway key create NAME."));
  }

  private static Refusal authentication(String code, Text what, Text next) {
    return new Refusal(401, AUTHENTICATION, "", code, new Problem(what, next));
  }

  /** Metrics name every deployment. */
  static Refusal metrics(Key key) {
    return new Refusal(
        403,
        "permission_error",
        "",
        "metrics_not_allowed",
        new Problem(
            new Text(
                "密钥 " + key.name() + " 只能用几个模型，看不了全部部署的 /metrics",
                "The key "
                    + key.name()
                    + " is for some models only; /metrics names all deployments"),
            new Text(
                "请换一个不限模型的密钥：touchstone gateway key create NAME。",
                "Use a key for all models: touchstone gateway key create NAME.")));
  }

  static Refusal notCovered(Key key, String model) {
    String models = String.join(", ", key.models());
    return new Refusal(
        403,
        "permission_error",
        "model",
        "model_not_allowed",
        new Problem(
            new Text(
                "密钥“" + key.name() + "”不能用 " + Refusals.shown(model),
                "Key '" + key.name() + "' may not use " + Refusals.shown(model)),
            new Text("它能用：" + models + "。", "It may use: " + models + ".")));
  }

  static Refusal limited(String name, int most, long waitNanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(waitNanos) + 1;
    return new Refusal(
            429,
            "rate_limit_error",
            "",
            "rate_limit_exceeded",
            new Problem(
                new Text(
                    "密钥“" + name + "”这一分钟的 " + most + " 个请求已用完",
                    "Key '" + name + "' has had its " + most + " requests of this minute"),
                new Text("请 " + seconds + " 秒后再试。", "Try again in " + seconds + " s.")))
        .after(seconds);
  }
}
