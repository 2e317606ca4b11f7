package touchstone.model;

import java.util.List;
import java.util.Optional;

/**
 * What is asked of an endpoint, before it is put on the wire.
 *
 * @param tools functions that the candidate may call, none where it shall only talk
 */
public record ChatRequest(
    List<Message> messages,
    Sampling sampling,
    long seed,
    Optional<BatchSlot> batch,
    List<Tool> tools) {
  public ChatRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /** A request that offers no functions. */
  public ChatRequest(
      List<Message> messages, Sampling sampling, long seed, Optional<BatchSlot> batch) {
    this(messages, sampling, seed, batch, List.of());
  }
}
