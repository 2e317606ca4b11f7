package touchstone.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import touchstone.model.Text;

/**
 * Reads a list of messages under any of the spellings in use. The user's messages become turns; a
 * recorded answer is what somebody said, not what would be right: it is neither a reference nor
 * replayed, every candidate gives its own.
 */
final class Conversations {
  /** Where rows keep their messages. */
  static final List<String> FIELDS =
      List.of("conversations", "conversation", "messages", "dialogue", "dialog", "chat", "items");

  private static final Set<String> USERS =
      Set.of("user", "human", "customer", "prompter", "用户", "顾客", "客户", "买家");
  private static final Set<String> ANSWERERS =
      Set.of(
          "assistant",
          "gpt",
          "bot",
          "chatgpt",
          "bing",
          "bard",
          "model",
          "agent",
          "ai",
          "客服",
          "助手",
          "机器人",
          "商家");
  private static final Set<String> SYSTEMS = Set.of("system", "系统");

  private Conversations() {}

  private record Message(String role, String words) {}

  /**
   * Adds the turns of a conversation to a draft.
   *
   * @param last references for the last turn
   */
  static Draft read(Draft draft, JsonNode messages, List<String> last) throws BadRow {
    List<String> system = new ArrayList<>(draft.system().stream().toList());
    List<String> users = new ArrayList<>();
    List<Optional<String>> answers = new ArrayList<>();
    for (JsonNode node : messages) {
      Message message = message(node);
      if (SYSTEMS.contains(message.role)) {
        system.add(message.words);
      } else if (USERS.contains(message.role)) {
        users.add(message.words);
        answers.add(Optional.empty());
      } else if (ANSWERERS.contains(message.role)) {
        if (!users.isEmpty()) {
          answers.set(users.size() - 1, Optional.of(message.words));
        }
      } else {
        throw unknown(message.role);
      }
    }
    if (users.isEmpty()) {
      throw new BadRow(
          "对话里没有用户的话，应有 role 为 user（或 human）的消息",
          "no message of the user, expected one with the role user (or human)");
    }
    return turns(
        draft.withSystem(
            system.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", system))),
        users,
        answers,
        last);
  }

  private static Draft turns(
      Draft draft, List<String> users, List<Optional<String>> answers, List<String> last) {
    Draft read = draft;
    int left = 0;
    for (int i = 0; i < users.size(); i++) {
      boolean end = i == users.size() - 1;
      left += !end && answers.get(i).isPresent() ? 1 : 0;
      read = read.and(users.get(i), end ? References.check(last) : Optional.empty());
    }
    boolean recorded = last.isEmpty() && answers.getLast().isPresent();
    return read.withAnswersLeft(left)
        .saying(
            recorded
                ? References.RECORDED
                : last.isEmpty() ? References.NONE : References.TOO_LONG);
  }

  private static Message message(JsonNode node) throws BadRow {
    String role = text(node, "role", "from", "speaker", "author").toLowerCase(Locale.ROOT).strip();
    JsonNode content = first(node, "content", "value", "text", "message");
    if (role.isEmpty() || content.isMissingNode()) {
      throw new BadRow(
          "有一条消息缺少角色或内容，应为 {role, content} 或 {from, value}",
          "a message lacks its role or content, expected {role, content} or {from, value}");
    }
    return new Message(role, words(content));
  }

  private static String text(JsonNode node, String... names) {
    return Columns.words(first(node, names)).orElse("");
  }

  private static JsonNode first(JsonNode node, String... names) {
    for (String name : names) {
      if (!node.path(name).isMissingNode()) {
        return node.path(name);
      }
    }
    return node.path(names[0]);
  }

  /** The words of a message, whole or in parts of type text. */
  static String words(JsonNode content) throws BadRow {
    if (content.isString()) {
      return content.asString();
    }
    StringBuilder words = new StringBuilder();
    for (JsonNode part : content) {
      if (!part.path("text").isString()) {
        throw new BadRow(
            "消息里有图片等非文字内容，这里只能导入文字",
            "a message holds something other than text (an image?); only text can be imported");
      }
      words.append(words.isEmpty() ? "" : "\n").append(part.path("text").asString());
    }
    if (words.isEmpty()) {
      throw new BadRow("有一条消息没有文字", "a message has no text");
    }
    return words.toString();
  }

  private static BadRow unknown(String role) {
    boolean tool =
        Set.of("tool", "function", "function_call", "observation", "tool_call", "tool_response")
            .contains(role);
    return tool
        ? new BadRow(
            "对话里有工具调用（" + role + "），这里不能重放",
            "the conversation calls tools (" + role + "), which cannot be replayed here")
        : new BadRow(
            new Text(
                "不认识角色“" + cut(role) + "”，应为 user、assistant 或 system",
                "unknown role '" + cut(role) + "', expected user, assistant or system"));
  }

  private static String cut(String role) {
    return role.length() > 30 ? role.substring(0, 30) + "…" : role;
  }
}
