package touchstone.deploy;

import touchstone.model.Text;

/** Says why a hub refused, in words that help. */
final class Refusals {
  private Refusals() {}

  /** The failure for an answer of 400 or above. */
  static SourceFailure of(Hubs.Hub hub, String repo, Http.Answer answer) {
    String code = answer.header("X-Error-Code").orElse("");
    return switch (answer.status()) {
      case 401, 403 ->
          code.equals("RepoNotFound") ? missing(repo, "") : gated(hub, repo, answer.status());
      case 404, 410 -> missing(repo, answer.address().getPath());
      case 407 -> new SourceFailure(new Text("代理要求登录（407）", "the proxy asks for a login (407)"));
      case 429 -> new SourceFailure(new Text("请求太频繁，被限流（429）", "it limits the rate (429)"));
      default ->
          new SourceFailure(
              new Text("服务器回答 HTTP " + answer.status(), "it answered HTTP " + answer.status()));
    };
  }

  static SourceFailure missing(String repo, String path) {
    return new SourceFailure(
        new Text("没有这个文件：" + repo + " " + path, "there is no such file: " + repo + " " + path));
  }

  private static SourceFailure gated(Hubs.Hub hub, String repo, int status) {
    String page = hub.resolve(repo).toString();
    String variable = hub.tokenVariable();
    return new SourceFailure(
        hub.token().isEmpty()
            ? new Text(
                "需要授权（" + status + "）：先在 " + page + " 同意许可条款，再把访问令牌放进环境变量 " + variable,
                "gated ("
                    + status
                    + "): agree to the licence at "
                    + page
                    + ", then put an access token into "
                    + variable)
            : new Text(
                variable + " 里的令牌没有权限（" + status + "）：请先在 " + page + " 同意许可条款，并确认令牌有效",
                "the token in "
                    + variable
                    + " is not allowed ("
                    + status
                    + "): agree to the licence at "
                    + page
                    + " and check the token"));
  }
}
