package touchstone.endpoint;

import touchstone.model.Problem;
import touchstone.model.Text;

/** The words for what went wrong on the wire: what happened, and what to try. */
final class WireFaults {
  private WireFaults() {}

  /**
   * A broken exchange in words.
   *
   * @param shown the endpoint's address as people may see it
   */
  static Problem of(Broken broken, String shown) {
    return new Problem(what(broken, shown), nextStep(broken.kind()));
  }

  private static Text what(Broken broken, String shown) {
    String more = broken.detail().isEmpty() ? "" : ": " + broken.detail();
    String zh =
        switch (broken.kind()) {
          case UNKNOWN_HOST -> "找不到 %s 的主机名";
          case REFUSED -> "%s 拒绝连接";
          case UNREACHABLE -> "连不上 %s";
          case CONNECT_TIMEOUT -> "连接 %s 超时";
          case TLS_UNTRUSTED -> "%s 的证书不受信任";
          case TLS_WRONG_HOST -> "%s 的证书和主机名对不上";
          case TLS_FAILED -> "和 %s 建立 TLS 连接失败";
          case RESET -> "%s 中途断开了连接";
          case CLOSED_EARLY -> "%s 没答完就关闭了连接";
          case NOT_HTTP -> "%s 返回的内容不符合 HTTP 规范";
          case TOO_LARGE -> "%s 的一条回答太大，已放弃";
          case STALLED -> "%s 长时间没有新内容";
          case REQUEST_TIMEOUT -> "%s 的一次请求超过了时限";
          case CANCELLED -> "发往 %s 的请求已取消";
        };
    String en =
        switch (broken.kind()) {
          case UNKNOWN_HOST -> "the host name of %s is unknown";
          case REFUSED -> "%s refuses the connection";
          case UNREACHABLE -> "%s cannot be reached";
          case CONNECT_TIMEOUT -> "connecting to %s took too long";
          case TLS_UNTRUSTED -> "the certificate of %s is not trusted";
          case TLS_WRONG_HOST -> "the certificate of %s is for another host";
          case TLS_FAILED -> "the TLS handshake with %s failed";
          case RESET -> "%s broke the connection off";
          case CLOSED_EARLY -> "%s closed before its answer was whole";
          case NOT_HTTP -> "%s sent something that is not proper HTTP";
          case TOO_LARGE -> "one answer of %s was too large and was given up";
          case STALLED -> "%s sent nothing new for too long";
          case REQUEST_TIMEOUT -> "one request to %s took longer than allowed";
          case CANCELLED -> "the request to %s was cancelled";
        };
    return new Text(zh.formatted(shown) + more.replaceFirst(": ", "："), en.formatted(shown) + more);
  }

  private static Text nextStep(Broken.Kind kind) {
    return switch (kind) {
      case UNKNOWN_HOST ->
          new Text(
              "检查地址有没有写错，以及本机的 DNS。",
              "Check the address for typing errors, and this machine's DNS.");
      case REFUSED ->
          new Text(
              "确认服务已经启动，端口和地址没有写错。",
              "Check that the server runs, and that port and address are right.");
      case UNREACHABLE, CONNECT_TIMEOUT ->
          new Text(
              "检查网络、防火墙和安全组是否放行了这个端口。",
              "Check the network, and that firewalls let this port through.");
      case TLS_UNTRUSTED ->
          new Text(
              "如果是自签名证书，把它加进 JDK 的信任库（keytool -importcert），或改用受信任的证书。",
              "If it is self-signed, add it to the JDK's trust store (keytool -importcert) or use a"
                  + " trusted one.");
      case TLS_WRONG_HOST ->
          new Text("改用证书上写的那个域名来访问。", "Use the host name that the certificate is made for.");
      case TLS_FAILED ->
          new Text(
              "确认这个端口说的是 https；如果不是，把地址改成 http。",
              "Check that this port speaks https; if not, write http.");
      case RESET, CLOSED_EARLY ->
          new Text(
              "看看服务端的日志，可能是崩溃、重启或代理超时。",
              "Look at the server's log: a crash, a restart or a proxy's time limit.");
      case NOT_HTTP ->
          new Text(
              "确认这个端口确实是 OpenAI 兼容的 HTTP 服务。",
              "Check that an OpenAI-compatible HTTP server listens on this port.");
      case TOO_LARGE ->
          new Text("确认服务端遵守 max_tokens。", "Check that the server honours max_tokens.");
      case STALLED, REQUEST_TIMEOUT ->
          new Text(
              "降低并发，或调大时限；也看看服务端是不是卡住了。",
              "Lower the concurrency or raise the limit; see whether the server hangs.");
      case CANCELLED -> new Text("", "");
    };
  }
}
