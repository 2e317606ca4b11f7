package touchstone.deploy;

import java.util.List;

/** How messages become the text that a model continues. */
public sealed interface PromptFormat {
  /**
   * The chat template that the model file carries, in llama.cpp's built-in reading.
   *
   * @param assistantPrefix written after the assistant's header, e.g. an empty thinking block where
   *     thinking is off; empty for none
   */
  record ModelTemplate(String assistantPrefix) implements PromptFormat {}

  /**
   * A transcript, for base models: the system text, example turns, then the conversation.
   *
   * @param user label before a customer's line, e.g. {@code 顾客：}
   * @param assistant label before an answer, e.g. {@code 客服：}
   * @param examples turns shown before the conversation, user and answer in turn
   * @param stops strings that end an answer
   */
  record Transcript(String user, String assistant, List<Example> examples, List<String> stops)
      implements PromptFormat {
    public Transcript {
      examples = List.copyOf(examples);
      stops = List.copyOf(stops);
    }
  }

  /** One example turn of a transcript. */
  record Example(String user, String answer) {}
}
