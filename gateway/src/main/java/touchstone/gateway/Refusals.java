package touchstone.gateway;

import touchstone.model.Problem;
import touchstone.model.Text;

/** What a request can be refused for, in words. */
final class Refusals {
  private static final String INVALID = "invalid_request_error";
  private static final String SERVER = "server_error";
  private static final int LONGEST_SHOWN = 100;

  private Refusals() {}

  /** Not HTTP/1.1 as it must be written; the connection is closed. */
  static Refusal malformed(Text what) {
    return invalid(
        400,
        "",
        "malformed_request",
        new Text("HTTP 请求不合规：" + what.zh(), "The request is not well-formed HTTP: " + what.en()),
        new Text(
            "请检查客户端或中间代理；连接已关闭。",
            "Check the client or the proxy in between; the connection is closed."));
  }

  static Refusal headTooLarge(int most) {
    return invalid(
        431,
        "",
        "headers_too_large",
        new Text(
            "请求行和请求头合计超过 " + most + " 字节",
            "Request line and headers are over " + most + " bytes together"),
        new Text(
            "请去掉不需要的请求头（例如 Cookie）。",
            "Leave out headers that are not needed, cookies for example."));
  }

  static Refusal bodyTooLarge(int most) {
    return invalid(
        413,
        "",
        "body_too_large",
        new Text("请求体超过 " + most + " 字节的上限", "The body is over the limit of " + most + " bytes"),
        new Text("请少带几轮历史消息，或缩短内容。", "Send fewer or shorter messages."));
  }

  static Refusal tooSlow(String part, long seconds) {
    return invalid(
        408,
        "",
        "request_timeout",
        new Text(
            (part.equals("body") ? "请求体" : "请求头") + " " + seconds + " 秒内没有收全",
            "The " + part + " was not complete within " + seconds + " s"),
        new Text("请检查网络后重试。", "Check the network and send it again."));
  }

  static Refusal version(String version) {
    return invalid(
        505,
        "",
        "http_version_not_supported",
        new Text("不支持 " + shown(version), shown(version) + " is not supported"),
        new Text("请使用 HTTP/1.1。", "Use HTTP/1.1."));
  }

  static Refusal host(String host) {
    return invalid(
        421,
        "host",
        "misdirected_request",
        new Text(
            "Host 请求头是“" + shown(host) + "”，这个网关只对本机开放",
            "The Host header says '"
                + shown(host)
                + "', but this gateway serves this machine only"),
        new Text(
            "请用 http://127.0.0.1:端口 或 http://localhost:端口 访问。",
            "Use http://127.0.0.1:PORT or http://localhost:PORT."));
  }

  static Refusal origin(String origin) {
    return new Refusal(
        403,
        "permission_error",
        "origin",
        "foreign_origin",
        new Problem(
            new Text(
                "请求来自网页 " + shown(origin) + "，不带密钥的网关不接受别的网站发来的请求",
                "The request comes from the page "
                    + shown(origin)
                    + "; without keys, requests from other sites are not taken"),
            new Text(
                "请用 touchstone gateway key create 建一个密钥。",
                "Make a key: touchstone gateway key create NAME.")));
  }

  static Refusal expectation(String expect) {
    return invalid(
        417,
        "expect",
        "expectation_failed",
        new Text("不支持 Expect: " + shown(expect), "Expect: " + shown(expect) + " is not supported"),
        new Text("请去掉这个请求头，或写 100-continue。", "Leave the header out, or send 100-continue."));
  }

  static Refusal nothingHere(String path) {
    return invalid(
        404,
        "",
        "not_found",
        new Text("没有 " + shown(path) + " 这个地址", "There is nothing at " + shown(path)),
        new Text(
            "可用的有 /v1/models、/v1/chat/completions、/health、/metrics、/docs。",
            "There are /v1/models, /v1/chat/completions, /health, /metrics and /docs."));
  }

  static Refusal method(String path, String expected, String given) {
    return invalid(
        405,
        "",
        "method_not_allowed",
        new Text(
            path + " 要用 " + expected + "，这里是 " + shown(given),
            path + " takes " + expected + ", not " + shown(given)),
        new Text("请换成 " + expected + "。", "Use " + expected + "."));
  }

  static Refusal body(String param, Text what) {
    return invalid(
        400,
        param,
        param.isEmpty() ? "invalid_json" : "invalid_value",
        new Text("请求体有误：" + what.zh(), "The body is not as expected: " + what.en()),
        new Text(
            "写法见 /docs，例如 {\"model\":\"名字\",\"messages\":[…]}。",
            "See /docs, for example {\"model\":\"NAME\",\"messages\":[…]}."));
  }

  static Refusal closing() {
    return new Refusal(
            503,
            SERVER,
            "",
            "shutting_down",
            new Problem(
                new Text("网关正在关闭", "The gateway is shutting down"),
                new Text("请稍后再试。", "Try again in a moment.")))
        .after(10);
  }

  static Refusal crowded(int most) {
    return new Refusal(
            503,
            SERVER,
            "",
            "too_many_connections",
            new Problem(
                new Text(
                    "已有 " + most + " 个连接，到上限了",
                    most + " connections are open, as many as are taken"),
                new Text("请复用连接，稍后再试。", "Use connections again, and try in a moment.")))
        .after(1);
  }

  private static Refusal invalid(int status, String param, String code, Text what, Text next) {
    return new Refusal(status, INVALID, param, code, new Problem(what, next));
  }

  /** A client's words, short and without control characters. */
  static String shown(String words) {
    String cut = words.length() > LONGEST_SHOWN ? words.substring(0, LONGEST_SHOWN) + "…" : words;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
