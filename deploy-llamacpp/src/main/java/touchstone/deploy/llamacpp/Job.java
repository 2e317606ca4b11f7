package touchstone.deploy.llamacpp;

import java.util.Optional;
import touchstone.model.BatchSlot;

/** A request on its way through the engine. Cancelling may come from any thread. */
final class Job {
  private final Prompt prompt;
  private final Drawing drawing;
  private final Optional<BatchSlot> batch;
  private final Answer answer;
  private volatile boolean cancelled;

  Job(Prompt prompt, Drawing drawing, Optional<BatchSlot> batch, Answer answer) {
    this.prompt = prompt;
    this.drawing = drawing;
    this.batch = batch;
    this.answer = answer;
  }

  Prompt prompt() {
    return prompt;
  }

  Drawing drawing() {
    return drawing;
  }

  Optional<BatchSlot> batch() {
    return batch;
  }

  Answer answer() {
    return answer;
  }

  /** Its client has gone away. */
  void cancel() {
    cancelled = true;
  }

  boolean cancelled() {
    return cancelled;
  }
}
