package touchstone.run;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Candidate;
import touchstone.model.Text;
import touchstone.store.Json;

/** Reads one candidate of a selection file. */
final class CandidateReader {
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,39}");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");

  private CandidateReader() {}

  static Candidate read(Value item, int index, Path folder) {
    Fields fields =
        item.fields("id", "label", "model", "backend", "modelFile", "endpoint", "price");
    long sources =
        List.of("model", "modelFile", "endpoint").stream()
            .filter(name -> fields.optional(name).isPresent())
            .count();
    if (sources != 1) {
      throw item.problem(
          new Text(
              "每个候选要在 model、modelFile、endpoint 里恰好写一个，这里写了 " + sources + " 个",
              "a candidate has exactly one of model, modelFile and endpoint, here are " + sources),
          new Text(
              "本机模型写 model，自己的 GGUF 写 modelFile，已有的接口写 endpoint。",
              "Write model for a catalogue model, modelFile for a GGUF of your own, endpoint for"
                  + " one that runs already."));
    }
    fields
        .optional("backend")
        .filter(_ -> fields.optional("model").isEmpty())
        .ifPresent(backend -> {
          throw backend.problem(
              new Text("backend 只能和 model 一起写", "backend goes with model only"),
              new Text("请删掉这一项。", "Leave it out here."));
        });
    Candidate.Source source = source(fields, folder);
    String id = fields.optional("id").map(CandidateReader::id).orElse(letter(index));
    String label = fields.optional("label").map(Value::name).orElseGet(() -> label(source));
    return new Candidate(id, label, source, fields.optional("price").map(CandidateReader::price));
  }

  private static String letter(int index) {
    return String.valueOf((char) ('a' + index % 26));
  }

  private static String id(Value value) {
    if (!ID.matcher(value.name()).matches()) {
      throw value.wrong(new Text("40 个以内的字母、数字、点、横线", "up to 40 letters, digits, dots, dashes"));
    }
    return value.name();
  }

  private static String label(Candidate.Source source) {
    return switch (source) {
      case Candidate.CatalogueModel each -> each.model();
      case Candidate.ModelFile each -> String.valueOf(each.file().getFileName());
      case Candidate.Outside each -> each.model();
      case Candidate.Later each -> each.model();
    };
  }

  private static Candidate.Source source(Fields fields, Path folder) {
    Optional<Value> endpoint = fields.optional("endpoint");
    if (endpoint.isPresent()) {
      return endpoint(endpoint.get());
    }
    Optional<Value> file = fields.optional("modelFile");
    if (file.isPresent()) {
      return new Candidate.ModelFile(folder.resolve(file.get().name()).normalize());
    }
    String backend =
        fields
            .optional("backend")
            .map(value -> value.choice(Map.of("local", "local")))
            .orElse("local");
    return new Candidate.CatalogueModel(fields.required("model").name(), backend);
  }

  private static Candidate.Source endpoint(Value value) {
    Fields fields = value.fields("url", "model", "apiKey", "headers", "body");
    String model = fields.required("model").name();
    Optional<String> key = fields.optional("apiKey").map(CandidateReader::key);
    Map<String, String> headers =
        fields.optional("headers").map(CandidateReader::headers).orElse(Map.of());
    String body = fields.optional("body").map(CandidateReader::body).orElse("{}");
    Optional<Value> url = fields.optional("url").filter(each -> !each.text().equals("later"));
    return url.isPresent()
        ? new Candidate.Outside(url(url.get()), model, key, headers, body)
        : new Candidate.Later(model, key, headers, body);
  }

  /** An address that a chat API can have. */
  static URI url(Value value) {
    try {
      URI url = new URI(value.name().strip());
      if (RunFiles.keeps(url)) {
        return url;
      }
    } catch (URISyntaxException _) {
      // said below
    }
    throw value.wrong(
        new Text(
            "http(s)://主机[:端口]/v1 这样的地址（不带用户名密码和密钥参数）",
            "an address like http(s)://host[:port]/v1 without a user name and without a key"));
  }

  /** A key is only ever the name of an environment variable. */
  static String key(Value value) {
    if (!VARIABLE.matcher(value.name()).matches()) {
      throw value.problem(
          new Text(
              "apiKey 要写成 \"${环境变量名}\"，密钥本身不能写进文件",
              "apiKey is \"${NAME_OF_A_VARIABLE}\"; the key itself must not stand in the file"),
          new Text(
              "先 export SHOP_KEY=…，这里写 \"${SHOP_KEY}\"；如果密钥已经外泄请去后台换一个。",
              "export SHOP_KEY=… and write \"${SHOP_KEY}\"; replace the key if others saw it."));
    }
    return value.name();
  }

  static Map<String, String> headers(Value value) {
    Map<String, String> headers = new LinkedHashMap<>();
    value
        .entries()
        .forEach((name, each) -> {
          Keyless.header(name, each);
          headers.put(name, each.name());
        });
    return headers;
  }

  static String body(Value value) {
    if (!value.isMapping()) {
      throw value.wrong(new Text("“名称: 值”的映射", "a mapping of 'name: value'"));
    }
    Keyless.body(value);
    return Json.mapper().writeValueAsString(value.plain());
  }

  private static Candidate.Price price(Value value) {
    Fields fields = value.fields("perHour", "input", "output");
    Optional<Value> hour = fields.optional("perHour");
    if (hour.isPresent()) {
      if (fields.optional("input").or(() -> fields.optional("output")).isPresent()) {
        throw value.problem(
            new Text(
                "perHour 和 input、output 只能写一种", "perHour and input, output are two ways to say it"),
            new Text(
                "按小时租的机器写 perHour；按 token 计费的写 input 和 output。",
                "Write perHour for a rented machine, input and output where tokens are paid for."));
      }
      return new Candidate.Price.PerHour(hour.get().number(0, 1e9));
    }
    return new Candidate.Price.PerMillionTokens(
        fields.required("input").number(0, 1e9), fields.required("output").number(0, 1e9));
  }
}
