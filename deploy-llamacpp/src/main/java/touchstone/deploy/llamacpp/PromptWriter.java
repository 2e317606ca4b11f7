package touchstone.deploy.llamacpp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import touchstone.deploy.PromptFormat;
import touchstone.deploy.PromptFormat.ModelTemplate;
import touchstone.deploy.PromptFormat.Transcript;
import touchstone.model.Message;

/** Writes messages as the text, and the tokens, that a model continues. */
final class PromptWriter {
  private static final String MARK = "\u0001";

  private final Weights weights;
  private final PromptFormat format;
  private final String template;
  private final ControlTokens control;

  /**
   * @throws touchstone.model.ProblemException where the model's own template is wanted and there is
   *     none that llama.cpp knows
   */
  PromptWriter(Weights weights, PromptFormat format) {
    this.weights = weights;
    this.format = format;
    this.control = new ControlTokens(weights);
    this.template =
        format instanceof ModelTemplate
            ? weights.chatTemplate().orElseThrow(EngineProblems::noTemplate)
            : "";
    if (format instanceof ModelTemplate
        && weights.applyTemplate(template, List.of(Message.user("a"))).isEmpty()) {
      throw EngineProblems.unknownTemplate(template);
    }
  }

  boolean trims() {
    return format instanceof Transcript;
  }

  List<String> stops() {
    return format instanceof Transcript transcript ? transcript.stops() : List.of();
  }

  /** The prompt; whatever the messages say, the only control tokens in it are the template's. */
  Prompt prompt(List<Message> messages) {
    int[] tokens = tokens(safeText(messages));
    List<Message> opening = new ArrayList<>();
    for (Message message : messages) {
      if (message.role() != Message.Role.SYSTEM) {
        break;
      }
      opening.add(message);
    }
    opening.add(Message.user(MARK));
    String text = safeText(opening);
    int[] start = tokens(text.substring(0, text.indexOf(MARK)));
    int same = Arrays.mismatch(start, tokens);
    return new Prompt(tokens, same < 0 ? start.length : same);
  }

  String text(List<Message> messages) {
    return switch (format) {
      case ModelTemplate own ->
          weights.applyTemplate(template, messages).orElseThrow() + own.assistantPrefix();
      case Transcript transcript -> transcript(transcript, messages);
    };
  }

  private String safeText(List<Message> messages) {
    return text(
        format instanceof ModelTemplate ? messages.stream().map(this::safe).toList() : messages);
  }

  private Message safe(Message message) {
    return new Message(message.role(), control.literally(message.content()));
  }

  private int[] tokens(String text) {
    return format instanceof ModelTemplate
        ? control.tokenize(text)
        : weights.tokenize(text, true, false);
  }

  private static String transcript(Transcript with, List<Message> messages) {
    StringBuilder text = new StringBuilder();
    for (Message message : messages) {
      if (message.role() == Message.Role.SYSTEM) {
        text.append(message.content().strip()).append("\n\n");
      }
    }
    for (PromptFormat.Example example : with.examples()) {
      line(text, with.user(), example.user());
      line(text, with.assistant(), example.answer());
    }
    for (Message message : messages) {
      switch (message.role()) {
        case USER -> line(text, with.user(), message.content());
        case ASSISTANT -> line(text, with.assistant(), message.content());
        case SYSTEM -> {}
      }
    }
    return text.append(with.assistant()).toString();
  }

  /** A turn takes one line, because a line's end is what ends an answer. */
  private static void line(StringBuilder text, String label, String words) {
    text.append(label).append(words.strip().replaceAll("\\s*\\R\\s*", " ")).append('\n');
  }
}
