package touchstone.gateway;

import touchstone.model.Problem;
import touchstone.model.Text;

/** Why a chat request gets no answer from an engine, in words. */
final class Unserved {
  private static final String SERVER = "server_error";

  private Unserved() {}

  static Refusal unknownModel(String model, String known) {
    String name = Refusals.shown(model);
    return new Refusal(
        404,
        "invalid_request_error",
        "model",
        "model_not_found",
        new Problem(
            new Text("没有叫“" + name + "”的部署", "There is no deployment named '" + name + "'"),
            known.isEmpty()
                ? new Text(
                    "现在一个都没有，先执行 touchstone deploy。",
                    "None is up at present: touchstone deploy MODEL.")
                : new Text("现有：" + known + "。", "There are: " + known + ".")));
  }

  static Refusal down(Problem problem) {
    return new Refusal(503, SERVER, "model", "model_not_running", problem).after(30);
  }

  static Refusal stillComing(String model, Text what, long retrySeconds) {
    return new Refusal(
            503,
            SERVER,
            "model",
            "model_starting",
            new Problem(
                new Text(
                    model + " 还没起来（" + what.zh() + "）",
                    model + " is not up yet (" + what.en() + ")"),
                new Text(
                    "约 " + retrySeconds + " 秒后再试；流式请求（stream: true）会一直等到它就绪。",
                    "Try again in about "
                        + retrySeconds
                        + " s; a request with stream: true waits until it is up.")))
        .after(retrySeconds);
  }

  static Refusal unreachable(String model, Text remedy) {
    return new Refusal(
            503,
            SERVER,
            "model",
            "model_unreachable",
            new Problem(
                new Text(model + " 的引擎连不上", "The engine of " + model + " cannot be reached"),
                remedy))
        .after(5);
  }

  /** Its certificate is not trusted, or it speaks no TLS. */
  static Refusal untrusted(String model, String why, Text remedy) {
    String said = Refusals.shown(why);
    return new Refusal(
        502,
        SERVER,
        "model",
        "tls_failed",
        new Problem(
            new Text(
                "和 " + model + " 的接口建不起 TLS 连接：" + said,
                "No TLS connection to the endpoint of " + model + ": " + said),
            remedy));
  }

  static Refusal engineBroke(String model, Text remedy) {
    return new Refusal(
        502,
        SERVER,
        "model",
        "engine_failed",
        new Problem(
            new Text(
                model + " 的引擎没有给出完整的答复就断开了",
                "The engine of " + model + " broke off before its answer was complete"),
            remedy));
  }

  /** A status other than 200 where events were due, and nothing to pass on with it. */
  static Refusal engineRefused(String model, EngineRefusal said, Text remedy) {
    return new Refusal(
        said.status(),
        SERVER,
        "model",
        "engine_refused",
        new Problem(
            new Text(
                model + " 的引擎没有开始回答，返回了 HTTP " + said.code(),
                "The engine of " + model + " answered HTTP " + said.code() + " and no stream"),
            remedy));
  }

  static Refusal engineSilent(String model, long seconds, Text remedy) {
    return new Refusal(
        504,
        SERVER,
        "model",
        "engine_timeout",
        new Problem(
            new Text(
                model + " 的引擎 " + seconds + " 秒没有任何输出",
                "The engine of " + model + " sent nothing for " + seconds + " s"),
            remedy));
  }
}
