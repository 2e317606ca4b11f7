package touchstone.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import touchstone.model.Text;

/** One prompt of a promptfoo configuration: a text, or messages, with places for variables. */
record PromptfooPrompt(List<Part> parts) {
  /** One message. */
  record Part(String role, String template) {}

  private static final List<String> PROGRAMS =
      List.of(".js", ".cjs", ".mjs", ".ts", ".py", ".rb", ".sh", ".exe");

  PromptfooPrompt {
    parts = List.copyOf(parts);
  }

  /** The prompts of the entry {@code prompts}. */
  static List<PromptfooPrompt> read(JsonNode node, ConfigFiles files) throws BadRow {
    List<PromptfooPrompt> prompts = new ArrayList<>();
    if (node.isArray()) {
      for (JsonNode each : node) {
        prompts.addAll(entry(each, files));
      }
    } else {
      prompts.addAll(entry(node, files));
    }
    if (prompts.isEmpty()) {
      throw new BadRow("prompts 里一条提示词也没有", "there is no prompt in 'prompts'");
    }
    return prompts;
  }

  private static List<PromptfooPrompt> entry(JsonNode node, ConfigFiles files) throws BadRow {
    if (node.isObject()) {
      JsonNode raw = node.has("raw") ? node.path("raw") : node.path("id");
      return entry(raw, files);
    }
    String text =
        Columns.words(node)
            .orElseThrow(
                () -> new BadRow("prompts 的每一项应为文字或文件", "every prompt must be a text or a file"));
    boolean file =
        text.startsWith("file://")
            || text.matches(
                "[^\\s{}]{1,200}\\.(?:txt|md|json|ya?ml|c?js|mjs|ts|py|rb|sh|exe|csv)(?::\\w+)?");
    return file ? ofFile(text, files) : List.of(of(text));
  }

  private static List<PromptfooPrompt> ofFile(String name, ConfigFiles files) throws BadRow {
    if (PROGRAMS.stream().anyMatch(end -> name.replaceFirst(":\\w+$", "").endsWith(end))) {
      throw new BadRow(
          new Text(
              "提示词 " + name + " 是程序，这里不运行程序",
              "the prompt " + name + " is a program; programs are not run"));
    }
    String text = files.text(name);
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return List.of(of(files.document(text)));
    }
    List<PromptfooPrompt> prompts = new ArrayList<>();
    for (String each :
        name.endsWith(".json") ? new String[] {text} : text.split("(?m)^---\\s*$", -1)) {
      if (!each.isBlank()) {
        prompts.add(of(each.strip()));
      }
    }
    return prompts;
  }

  /** Messages where the text is a JSON list of them, else one message of the user. */
  static PromptfooPrompt of(String text) throws BadRow {
    Optional<JsonNode> messages =
        text.strip().startsWith("[") ? JsonRows.parsed(text) : Optional.empty();
    if (messages.isEmpty() || !messages.get().path(0).has("role")) {
      return new PromptfooPrompt(List.of(new Part("user", text)));
    }
    List<Part> parts = new ArrayList<>();
    for (JsonNode each : messages.get()) {
      parts.add(
          new Part(each.path("role").asString(""), Conversations.words(each.path("content"))));
    }
    return new PromptfooPrompt(parts);
  }

  /** The prompt with its variables put in, as messages. */
  JsonNode filled(JsonNode vars, String prefix, String suffix) throws BadRow {
    var messages = JsonRows.mapper().createArrayNode();
    int last = parts.size() - 1;
    while (last > 0 && !parts.get(last).role().equals("user")) {
      last--;
    }
    for (int i = 0; i < parts.size(); i++) {
      String template =
          i == last ? prefix + parts.get(i).template() + suffix : parts.get(i).template();
      messages
          .addObject()
          .put("role", parts.get(i).role())
          .put("content", Template.filled(template, vars));
    }
    return messages;
  }
}
