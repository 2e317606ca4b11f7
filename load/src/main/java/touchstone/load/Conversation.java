package touchstone.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import touchstone.model.Message;

/**
 * What one customer says, turn by turn.
 *
 * @param system the instruction before it; empty where there is none
 * @param turns at least one
 */
public record Conversation(Optional<String> system, List<String> turns) {
  public Conversation {
    turns = List.copyOf(turns);
    if (turns.isEmpty()) {
      throw new IllegalArgumentException("a conversation without a turn");
    }
  }

  /** What is sent at the next turn, after these answers to the turns before it. */
  List<Message> messages(List<String> answers) {
    List<Message> messages = new ArrayList<>();
    system.ifPresent(each -> messages.add(Message.system(each)));
    for (int i = 0; i < answers.size(); i++) {
      messages.add(Message.user(turns.get(i)));
      messages.add(Message.assistant(answers.get(i)));
    }
    messages.add(Message.user(turns.get(answers.size())));
    return messages;
  }
}
