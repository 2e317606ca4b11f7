package touchstone.cli;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import touchstone.deploy.Addresses;
import touchstone.gateway.Engine;
import touchstone.gateway.Route;
import touchstone.model.Text;

/**
 * The gateway's fixed routes as the command line gives them. Each address is looked up once, here,
 * and checked both as a name and as what the name stands for.
 *
 * @param urls base addresses by name
 * @param models the endpoints' own names of their models, where they differ
 * @param keys the variables that hold the endpoints' keys
 */
record OutsideRoutes(Map<String, URI> urls, Map<String, String> models, Map<String, String> keys) {
  private static final String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N}._:/-]{0,99}";

  /** The routes; looks names up. */
  List<Route> read(Function<String, Optional<String>> environment) {
    known("--model", models);
    known("--key-env", keys);
    return urls.entrySet().stream()
        .map(each -> route(each.getKey(), each.getValue(), environment))
        .toList();
  }

  private void known(String option, Map<String, String> given) {
    for (Map.Entry<String, String> each : given.entrySet()) {
      if (!urls.containsKey(each.getKey())) {
        String names = urls.isEmpty() ? "--route NAME=URL" : String.join(" | ", urls.keySet());
        throw UsageProblem.value(
            option, each.getKey() + "=" + each.getValue(), Text.same(names + " …"));
      }
    }
  }

  private Route route(String name, URI url, Function<String, Optional<String>> environment) {
    if (!name.matches(NAME)) {
      throw UsageProblem.value(
          "--route",
          name + "=" + url,
          new Text("名字由字母、数字、. _ : / - 组成", "a name of letters, digits and . _ : / -"));
    }
    return Route.up(
        name,
        new Engine(
            url,
            pinned(url),
            models.getOrDefault(name, name),
            Optional.ofNullable(keys.get(name)).map(variable -> key(variable, environment)),
            new Text(
                "稍后再试，或检查它：touchstone doctor --endpoint " + url + "。",
                "Try again in a moment, or look at it: touchstone doctor --endpoint "
                    + url
                    + ".")));
  }

  private static InetAddress pinned(URI url) {
    return UsageProblem.in(() -> {
      Addresses.resolving().check(url);
      if (url.getRawQuery() != null || url.getRawFragment() != null) {
        throw UsageProblem.value(
            "--route", url.toString(), new Text("不带 ? 和 # 的地址", "an address without ? and #"));
      }
      InetAddress address = looked(url);
      String literal = address.getHostAddress().replaceFirst("%.*", "");
      String host = literal.contains(":") ? "[" + literal + "]" : literal;
      Addresses.resolving().check(URI.create(url.getScheme() + "://" + host));
      return address;
    });
  }

  private static InetAddress looked(URI url) {
    try {
      return InetAddress.getByName(url.getHost());
    } catch (UnknownHostException e) {
      throw new UsageProblem(
          new Text(
              "--route " + url + "：找不到主机 " + url.getHost(),
              "--route " + url + ": host " + url.getHost() + " is not found"),
          new Text("请检查拼写和网络（DNS）。", "Check its spelling, and the network's DNS."));
    }
  }

  /** A key that cannot break out of its header. */
  private static String key(String variable, Function<String, Optional<String>> environment) {
    return environment
        .apply(variable)
        .map(String::strip)
        .filter(each -> each.matches("[!-~]+"))
        .orElseThrow(() ->
            new UsageProblem(
                new Text(
                    "--key-env：环境变量 " + variable + " 没有设，或里面不是一个密钥",
                    "--key-env: variable " + variable + " is not set, or holds no key"),
                new Text(
                    "先在同一个终端里设好，例如 export " + variable + "=…（值不要写进命令里）。",
                    "Set it in the same terminal first: export " + variable + "=…")));
  }
}
