package touchstone.model;

import java.util.List;
import java.util.Optional;

/** What is asked of an endpoint, before it is put on the wire. */
public record ChatRequest(
    List<Message> messages, Sampling sampling, long seed, Optional<BatchSlot> batch) {
  public ChatRequest {
    messages = List.copyOf(messages);
  }
}
