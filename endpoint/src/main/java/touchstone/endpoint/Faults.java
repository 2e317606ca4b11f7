package touchstone.endpoint;

import touchstone.model.Problem;
import touchstone.model.Text;

/** The words for what can be wrong with an endpoint's settings, before anything is sent. */
final class Faults {
  private Faults() {}

  static Text exampleAddress() {
    return new Text(
        "写成类似 http://127.0.0.1:8000/v1 的地址。", "Write it like http://127.0.0.1:8000/v1.");
  }

  static Problem scheme(String scheme, String shown) {
    return new Problem(
        new Text(
            "地址 %s 用的是“%s”，这里只支持 http 和 https".formatted(shown, scheme),
            "the address %s has scheme '%s', expected http or https".formatted(shown, scheme)),
        exampleAddress());
  }

  static Problem userInfo() {
    return new Problem(
        new Text(
            "地址里带了用户名或密码，这样会泄露到日志里",
            "the address carries a user or password, which would leak into logs"),
        new Text(
            "把它从地址里去掉，改用 apiKey: \"${变量名}\" 或 headers。",
            "Take it out of the address and use apiKey: \"${NAME}\" or headers."));
  }

  static Problem missingVariable(String name) {
    return new Problem(
        new Text(
            "环境变量 %s 没有设置，或者是空的".formatted(name),
            "the environment variable %s is not set or is empty".formatted(name)),
        new Text(
            "先执行 export %s=你的密钥，再运行一次。".formatted(name),
            "Run export %s=YOUR_KEY first, then try again.".formatted(name)));
  }

  static Problem headerName(String name) {
    return new Problem(
        new Text(
            "请求头“%s”不能用：名字不合法，或由程序自己设置".formatted(name),
            "the header '%s' cannot be set: its name is malformed, or the client sets it itself"
                .formatted(name)),
        new Text("检查 headers 里的这一项。", "Check this entry of headers."));
  }

  static Problem headerValue(String name) {
    return new Problem(
        new Text(
            "“%s”的值里有换行或其他不能放进请求头的字符".formatted(name),
            "the value of '%s' holds a line break or another character that a header cannot carry"
                .formatted(name)),
        new Text(
            "检查对应的环境变量，多半是复制密钥时带上了换行或全角字符。",
            "Check the environment variable behind it; a copied key often brings a line break"
                + " along."));
  }

  static Problem extraBody(String detail) {
    return new Problem(
        new Text(
            "extraBody 不是合法的 JSON 对象：%s".formatted(detail),
            "extraBody is not a JSON object: %s".formatted(detail)),
        new Text(
            "写成类似 {\"enable_thinking\": false} 的对象。",
            "Write an object such as {\"enable_thinking\": false}."));
  }
}
