package touchstone.endpoint;

import java.util.List;
import touchstone.model.Problem;
import touchstone.model.Text;

/** The words for what an {@link EndpointProbe} finds odd. */
final class ProbeFaults {
  private static final int NAMED = 8;

  private ProbeFaults() {}

  static Problem noAnswer(String detail) {
    return new Problem(
        new Text("试探请求没有得到回答：" + detail, "a first small request got no answer: " + detail),
        new Text(
            "用 curl 发同样的请求，看服务端的日志。",
            "Send the same request with curl and look at the server's log."));
  }

  static Problem emptyAnswer(String detail) {
    return new Problem(
        new Text(
            "端点可用，但模型对试探请求没有给出正文：" + detail,
            "the endpoint works, but the model said nothing to a first small request: " + detail),
        new Text(
            "若真实问题也这样，检查停止词、对话模板，以及思考是否占满了输出长度。",
            "If it does so with real questions too, check the stop strings, the chat template, and"
                + " whether thinking used up the output length."));
  }

  static Problem unknownModel(String model, List<String> models) {
    String names = String.join(", ", models.subList(0, Math.min(NAMED, models.size())));
    return new Problem(
        new Text(
            "服务端的模型列表里没有“%s”".formatted(model),
            "the server does not list a model '%s'".formatted(model)),
        new Text("可用的模型：%s。".formatted(names), "It lists: %s.".formatted(names)));
  }

  static Problem noStream() {
    return new Problem(
        new Text(
            "这个端点并没有真正流式输出：整段回答一次到达",
            "this endpoint does not really stream: the whole answer arrives at once"),
        new Text(
            "首字延迟会等于总延迟；检查中间的代理是否关掉了缓冲（如 nginx 的 proxy_buffering off）。",
            "TTFT will equal the whole latency; check that proxies on the way do not buffer (nginx:"
                + " proxy_buffering off)."));
  }

  static Problem noUsage() {
    return new Problem(
        new Text("服务端不返回 token 用量", "the server does not report token usage"),
        new Text(
            "将按流式事件的个数估算输出 token 数，报告里会注明。",
            "Output tokens will be counted as stream events, and the report says so."));
  }
}
