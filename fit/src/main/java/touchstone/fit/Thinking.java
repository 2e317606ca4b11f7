package touchstone.fit;

import java.util.List;
import touchstone.model.Text;

/** Whether a model thinks aloud before it answers. */
public enum Thinking {
  NONE(new Text("不思考", "does not think aloud"), List.of()),
  /** Through {@code enable_thinking} of the chat template. */
  SWITCH(
      new Text(
          "可开关：请求里写 chat_template_kwargs: {enable_thinking: false}",
          "can be switched: chat_template_kwargs: {enable_thinking: false} in the request"),
      List.of("思考", "推理", "thinking", "reasoning")),
  ALWAYS(
      new Text("总是先思考再回答，关不掉", "always thinks first and cannot be told not to"),
      List.of("思考", "推理", "thinking", "reasoning"));

  private final Text title;
  private final List<String> words;

  Thinking(Text title, List<String> words) {
    this.title = title;
    this.words = words;
  }

  public Text title() {
    return title;
  }

  List<String> words() {
    return words;
  }
}
