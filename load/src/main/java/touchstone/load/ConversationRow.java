package touchstone.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import touchstone.model.Text;

/**
 * One conversation as it stands in a file, read as plain lists, maps and text: a list of what the
 * customer says; or a mapping with such a list in {@code turns}, or with {@code messages} of role
 * and content. An optional {@code system} is the instruction before it.
 */
final class ConversationRow {
  private ConversationRow() {}

  /** Why a row is no conversation. */
  static final class BadRow extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Text reason;

    BadRow(String zh, String en) {
      super(en);
      reason = new Text(zh, en);
    }

    Text reason() {
      return reason;
    }
  }

  static Conversation read(Object row) throws BadRow {
    return switch (row) {
      case List<?> turns -> new Conversation(Optional.empty(), turns(turns));
      case Map<?, ?> fields -> read(fields);
      default ->
          throw new BadRow(
              "既不是列表，也没有 turns 或 messages", "neither a list nor an object with turns or messages");
    };
  }

  private static Conversation read(Map<?, ?> fields) throws BadRow {
    Object given = fields.get("system");
    Optional<String> system = given == null ? Optional.empty() : Optional.of(text("system", given));
    if (fields.get("turns") instanceof List<?> turns) {
      return new Conversation(system, turns(turns));
    }
    if (fields.get("messages") instanceof List<?> messages) {
      return messages(system, messages);
    }
    throw new BadRow("没有 turns 或 messages 列表", "no list in turns or messages");
  }

  /** The customer's words and the instruction; what was answered then is left out. */
  private static Conversation messages(Optional<String> system, List<?> messages) throws BadRow {
    List<String> turns = new ArrayList<>();
    Optional<String> instruction = system;
    for (Object each : messages) {
      if (!(each instanceof Map<?, ?> message)
          || !(message.get("role") instanceof String role)
          || !message.containsKey("content")) {
        throw new BadRow("messages 里有一条缺 role 或 content", "a message without role or content");
      }
      switch (role) {
        case "user" -> turns.add(text("content", message.get("content")));
        case "system", "developer" ->
            instruction = Optional.of(text("content", message.get("content")));
        default -> {}
      }
    }
    return new Conversation(instruction, some(turns));
  }

  private static List<String> turns(List<?> list) throws BadRow {
    List<String> turns = new ArrayList<>();
    for (Object each : list) {
      turns.add(text("turns", each));
    }
    return some(turns);
  }

  private static List<String> some(List<String> turns) throws BadRow {
    if (turns.isEmpty()) {
      throw new BadRow("没有一句用户的话", "no words of a user");
    }
    return turns;
  }

  private static String text(String key, @Nullable Object value) throws BadRow {
    if (value == null
        || value instanceof List<?>
        || value instanceof Map<?, ?>
        || value.toString().isBlank()) {
      throw new BadRow(key + " 里有一项不是文字，或是空的", "an item in " + key + " is empty or no text");
    }
    return value.toString();
  }
}
