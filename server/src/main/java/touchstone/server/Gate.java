package touchstone.server;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import touchstone.model.Text;

/**
 * What every request passes: the host must be this machine's loopback (a forged name is how a
 * foreign page would reach us), a foreign origin is turned away, and nothing is shown to who does
 * not hold the token. It comes as a cookie, as a bearer token, or once in the address that {@code
 * touchstone serve} prints.
 */
final class Gate implements Filter {
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  private final Token token;
  private final IntSupplier port;

  Gate(Token token, IntSupplier port) {
    this.token = token;
    this.port = port;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    harden(response);
    checkHost(request);
    checkOrigin(request);
    Optional<String> offered = request.query().first("token").asOptional();
    if (offered.isPresent() && request.prologue().method().equals(Method.GET)) {
      enter(offered.get(), response);
    } else {
      checkToken(request);
      checkForm(request);
      chain.proceed();
    }
  }

  private static void harden(RoutingResponse response) {
    response.header("Content-Security-Policy", POLICY);
    response.header("X-Content-Type-Options", "nosniff");
    response.header("X-Frame-Options", "DENY");
    response.header("Referrer-Policy", "no-referrer");
    response.header("Cross-Origin-Opener-Policy", "same-origin");
    response.header("Cross-Origin-Resource-Policy", "same-origin");
    response.header("Cache-Control", "no-store");
  }

  private void checkHost(RoutingRequest request) {
    String host = request.headers().first(HeaderNames.HOST).orElse("");
    if (!hosts().contains(host)) {
      throw new Refusal(
          421,
          new Text("这个地址不归试金石管", "This host name is none of ours"),
          new Text("请打开 touchstone serve 显示的地址。", "Open the address that touchstone serve shows."));
    }
  }

  private List<String> hosts() {
    int number = port.getAsInt();
    return List.of("127.0.0.1:" + number, "localhost:" + number, "[::1]:" + number);
  }

  private void checkOrigin(RoutingRequest request) {
    boolean foreign =
        request
            .headers()
            .first(HeaderNames.ORIGIN)
            .filter(origin -> hosts().stream().noneMatch(host -> origin.equals("http://" + host)))
            .isPresent();
    boolean changing = !request.prologue().method().equals(Method.GET);
    boolean fromElsewhere =
        request
            .headers()
            .first(FETCH_SITE)
            .filter(site -> !site.equals("same-origin") && !site.equals("none"))
            .isPresent();
    if (foreign || (changing && fromElsewhere)) {
      throw new Refusal(
          403,
          new Text("请求来自别的网页，已拒绝", "Refused: the request comes from another site"),
          new Text("请在试金石自己的页面里操作。", "Do it on Touchstone's own page."));
    }
  }

  private void checkToken(RoutingRequest request) {
    boolean cookie =
        request.headers().cookies().first(cookieName()).asOptional().filter(token::is).isPresent();
    boolean bearer =
        request
            .headers()
            .first(HeaderNames.AUTHORIZATION)
            .filter(value -> value.startsWith("Bearer "))
            .filter(value -> token.is(value.substring("Bearer ".length())))
            .isPresent();
    if (!cookie && !bearer) {
      throw locked();
    }
  }

  private static Refusal locked() {
    return new Refusal(
        401,
        new Text("没有口令，打不开这个页面", "This page opens with its token only"),
        new Text(
            "请复制 touchstone serve 在终端里显示的完整地址（带 token=…）到浏览器打开。",
            "Open the whole address (with token=…) that touchstone serve shows in the terminal."));
  }

  /**
   * What changes something is JSON or the bytes of a file: a form of another site can't send either
   * without asking.
   */
  private static void checkForm(RoutingRequest request) {
    boolean json =
        request
            .headers()
            .first(HeaderNames.CONTENT_TYPE)
            .filter(type ->
                type.startsWith(
                    request.path().path().equals("/api/uploads")
                        ? "application/octet-stream"
                        : "application/json"))
            .isPresent();
    if (request.prologue().method().equals(Method.POST) && !json) {
      throw new Refusal(
          415,
          new Text(
              "请求的内容要是 application/json（上传文件是 application/octet-stream）",
              "A request's body must be application/json, an uploaded file's"
                  + " application/octet-stream"),
          new Text("写法见 /api/openapi.yaml。", "See /api/openapi.yaml for its form."));
    }
  }

  /**
   * Sets the cookie and goes on to the page by a step of its own: a redirect would still count as
   * the site's where the link was clicked, and that withholds a strict cookie.
   */
  private void enter(String offered, RoutingResponse response) {
    if (!token.is(offered)) {
      throw locked();
    }
    response.header(
        "Set-Cookie",
        cookieName()
            + "="
            + token.value()
            + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000");
    response.header("Content-Type", "text/html;charset=utf-8");
    response.header("Refresh", "0; url=/");
    response.send(
        "<!doctype html><html lang=\"zh\"><meta charset=\"utf-8\"><title>Touchstone</title>"
            .concat("<p><a href=\"/\">试金石 · Touchstone</a></p></html>")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Cookies do not tell ports apart, so that the name does. */
  private String cookieName() {
    return "touchstone-" + port.getAsInt();
  }
}
