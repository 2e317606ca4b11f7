package touchstone.alerts;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import touchstone.document.Document;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Language;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Who is told, read from the user's {@code alerts.yaml}. Addresses, secrets and passwords are
 * written as <code>${NAME}</code> of a variable, or as they are where nobody else may read the
 * file.
 */
public final class AlertsFile {
  private static final Set<Occasion> USUAL =
      EnumSet.complementOf(EnumSet.of(Occasion.READY, Occasion.TEST));

  private final Function<String, Optional<String>> env;
  private final boolean open;

  private AlertsFile(Function<String, Optional<String>> env, boolean open) {
    this.env = env;
    this.open = open;
  }

  /** The user's own file: {@code $XDG_CONFIG_HOME/touchstone/alerts.yaml}. */
  public static Path path(Function<String, Optional<String>> env) {
    return env.apply("XDG_CONFIG_HOME")
        .filter(value -> value.startsWith("/"))
        .map(Path::of)
        .orElseGet(() -> Path.of(env.apply("HOME").orElse("."), ".config"))
        .resolve("touchstone")
        .resolve("alerts.yaml");
  }

  /**
   * What the file says.
   *
   * @param receivers those that can be told
   * @param faults what is wrong with each of the others, with file, line and column
   */
  public record Named(List<Receiver> receivers, List<Problem> faults) {
    public Named {
      receivers = List.copyOf(receivers);
      faults = List.copyOf(faults);
    }
  }

  /**
   * Reads the file, each receiver by itself, so that a wrong one leaves the others their alerts;
   * nobody is told where there is no file.
   *
   * @param env a variable's value by its name
   * @throws ProblemException if the file is no list of receivers, with file, line and column
   */
  public static Named read(Path file, Function<String, Optional<String>> env) {
    if (!Files.exists(file)) {
      return new Named(List.of(), List.of());
    }
    AlertsFile reader = new AlertsFile(env, readableByOthers(file));
    List<Receiver> receivers = new ArrayList<>();
    List<Problem> faults = new ArrayList<>();
    for (Value each : Document.read(file).fields("alerts").required("alerts").items()) {
      try {
        receivers.add(reader.receiver(each));
      } catch (ProblemException wrong) {
        faults.add(wrong.problem());
      }
    }
    return new Named(receivers, faults);
  }

  private Receiver receiver(Value value) {
    Fields kind =
        value.fields(
            "kind",
            "name",
            "url",
            "secret",
            "events",
            "lang",
            "server",
            "user",
            "password",
            "from",
            "to");
    Receiver.Way way = way(value, kind);
    String name = kind.optional("name").map(Value::name).orElse(kind.required("kind").text());
    return new Receiver(name, occasions(kind), language(kind), way);
  }

  private Receiver.Way way(Value value, Fields fields) {
    Map<String, String> kinds =
        List.of("wecom", "dingtalk", "feishu", "json", "email").stream()
            .collect(Collectors.toMap(each -> each, each -> each));
    return switch (fields.required("kind").choice(kinds)) {
      case "wecom" -> new Receiver.Way.WeCom(only(value, "url").url(fields));
      case "dingtalk" ->
          new Receiver.Way.DingTalk(only(value, "url", "secret").url(fields), secret(fields));
      case "feishu" ->
          new Receiver.Way.Feishu(only(value, "url", "secret").url(fields), secret(fields));
      case "json" -> new Receiver.Way.Hook(only(value, "url").url(fields));
      default -> only(value, "server", "user", "password", "from", "to").mail(fields);
    };
  }

  /** Complains of a field that this kind does not have. */
  private AlertsFile only(Value value, String... own) {
    String[] allowed =
        Stream.concat(Stream.of("kind", "name", "events", "lang"), Stream.of(own))
            .toArray(String[]::new);
    value.fields(allowed);
    return this;
  }

  private Receiver.Way.Mail mail(Fields fields) {
    Value server = fields.required("server");
    URI url = address(server, filled(server, server.name()), "smtps", "smtp");
    Optional<Receiver.Login> login =
        fields
            .optional("user")
            .map(user -> new Receiver.Login(user.name(), secret(fields.required("password"))));
    List<String> to = fields.required("to").itemOrItems().stream().map(Value::name).toList();
    return new Receiver.Way.Mail(url, login, fields.required("from").name(), to);
  }

  private URI url(Fields fields) {
    Value url = fields.required("url");
    return address(url, secret(url), "https", "http");
  }

  private Optional<String> secret(Fields fields) {
    return fields.optional("secret").map(this::secret);
  }

  /** An address that is safe to speak to: the second scheme, in the clear, on loopback only. */
  private static URI address(Value value, String text, String safe, String clear) {
    Text expected =
        new Text("以 " + safe + ":// 开头的地址", "an address that begins with " + safe + "://");
    try {
      URI url = URI.create(text.strip());
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      boolean fine =
          url.getHost() != null
              && (scheme.equals(safe)
                  || (scheme.equals(clear) && (mail(safe) || Addresses.loopback(url))));
      if (fine) {
        return url;
      }
    } catch (IllegalArgumentException wrong) {
      // said below, without the value, which may be a secret
    }
    throw value.problem(
        new Text("应为" + expected.zh(), "expected " + expected.en()),
        mail(safe)
            ? new Text("例如 smtps://smtp.example.com:465。", "E.g. smtps://smtp.example.com:465.")
            : new Text("请把群机器人给的地址整个复制过来。", "Copy the whole address that the robot's page shows."));
  }

  private static boolean mail(String scheme) {
    return scheme.equals("smtps");
  }

  /** A value that nobody else should read. */
  private String secret(Value value) {
    String text = value.name();
    if (open && !text.contains("${")) {
      throw value.problem(
          new Text("这里写了密钥或地址，而这个文件别人也读得到", "a secret stands here, and others can read this file"),
          new Text(
              "执行 chmod 600，或改写成 \"${环境变量名}\"。",
              "Run chmod 600 on it, or write \"${NAME}\" of a variable."));
    }
    return filled(value, text);
  }

  private String filled(Value value, String text) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    for (int from = text.indexOf("${"); from >= 0; from = text.indexOf("${", at)) {
      int to = text.indexOf('}', from);
      String name = to < 0 ? text.substring(from + 2) : text.substring(from + 2, to);
      Optional<String> set = env.apply(name).filter(each -> to > 0 && !each.isBlank());
      filled.append(text, at, from).append(set.orElseThrow(() -> unset(value, name)));
      at = to + 1;
    }
    return filled.append(text.substring(at)).toString();
  }

  private static ProblemException unset(Value value, String name) {
    return value.problem(
        new Text("环境变量 " + name + " 没有设置", "the variable " + name + " is not set"),
        new Text("先执行 export " + name + "=…", "Run export " + name + "=… first."));
  }

  private static Set<Occasion> occasions(Fields fields) {
    return fields
        .optional("events")
        .map(events ->
            events.itemOrItems().stream()
                .map(each -> each.choice(Occasion.named()))
                .collect(Collectors.toUnmodifiableSet()))
        .orElse(USUAL);
  }

  private static Language language(Fields fields) {
    return fields
        .optional("lang")
        .map(lang -> lang.choice(Map.of("zh", Language.ZH, "en", Language.EN)))
        .orElse(Language.ZH);
  }

  private static boolean readableByOthers(Path file) {
    try {
      Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
      return allowed.contains(PosixFilePermission.GROUP_READ)
          || allowed.contains(PosixFilePermission.OTHERS_READ);
    } catch (UnsupportedOperationException | IOException unknown) {
      return false;
    }
  }
}
