package touchstone.deploy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import touchstone.document.Document;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Text;

/**
 * Where the public model hubs are: as hubs.yaml says, unless an environment variable points
 * elsewhere.
 */
public record Hubs(Hub huggingface, Hub modelscope) {
  /**
   * One hub.
   *
   * @param endpointVariable the environment variable that points to a mirror
   * @param tokenVariable the environment variable that opens gated models
   * @param token its value
   */
  public record Hub(
      String title,
      URI endpoint,
      String endpointVariable,
      String tokenVariable,
      Optional<String> token) {
    /** The address of a path (already encoded) on this hub. */
    URI resolve(String path) {
      String base = endpoint.toString();
      return URI.create((base.endsWith("/") ? base : base + "/") + path);
    }

    @Override
    public String toString() {
      return title + " " + endpoint;
    }
  }

  /** The hubs as an environment sees them. */
  public static Hubs of(Map<String, String> environment) {
    Fields fields =
        Document.read("hubs.yaml", Catalogue.resource("hubs.yaml"))
            .fields("huggingface", "modelscope");
    return new Hubs(
        hub(fields.required("huggingface"), environment),
        hub(fields.required("modelscope"), environment));
  }

  /** Both hubs. */
  public List<Hub> all() {
    return List.of(huggingface, modelscope);
  }

  private static Hub hub(Value value, Map<String, String> environment) {
    Fields fields = value.fields("title", "endpoint", "endpointVariable", "tokenVariable");
    String variable = fields.required("endpointVariable").name();
    String tokenVariable = fields.required("tokenVariable").name();
    URI endpoint =
        set(environment, variable)
            .map(address -> endpoint(variable, address))
            .orElseGet(() -> URI.create(fields.required("endpoint").name()));
    return new Hub(
        fields.required("title").name(),
        endpoint,
        variable,
        tokenVariable,
        set(environment, tokenVariable));
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private static URI endpoint(String variable, String address) {
    try {
      URI uri = URI.create(address);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw Problems.of(
        new Text(
            "环境变量 " + variable + " 的值“" + address + "”不是 http(s) 网址。",
            "The environment variable " + variable + " is '" + address + "', not an http(s) URL."),
        new Text("请写成 https://镜像主机，或取消这个变量。", "Write https://HOST there, or unset the variable."));
  }
}
