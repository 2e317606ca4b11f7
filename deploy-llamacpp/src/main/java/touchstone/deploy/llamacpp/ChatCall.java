package touchstone.deploy.llamacpp;

import java.util.List;
import java.util.Optional;
import touchstone.model.BatchSlot;
import touchstone.model.Message;

/**
 * A chat completion as it was asked for, checked.
 *
 * @param usageEvent whether a stream ends with an event that carries the usage
 */
record ChatCall(
    List<Message> messages,
    Drawing drawing,
    boolean stream,
    boolean usageEvent,
    Optional<BatchSlot> batch) {
  ChatCall {
    messages = List.copyOf(messages);
  }
}
