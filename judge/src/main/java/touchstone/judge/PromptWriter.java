package touchstone.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import touchstone.model.Dimension;
import touchstone.model.Message;

/** Writes what a judge reads. Everything that is not ours stands in a {@link Fence}. Pure. */
record PromptWriter(JudgeWords words) {
  private static final int QUOTED = 2000;

  /** The conversation with the judge for one form of ruling. */
  List<Message> messages(Form<?> form, Matter matter, List<String> answers, String nonce) {
    Fence fence = new Fence(nonce, words.begin(), words.end());
    List<String> parts = new ArrayList<>();
    matter.policy().ifPresent(policy -> parts.add(fence.around(words.policy(), policy)));
    parts.add(fence.around(words.conversation(), conversation(matter.conversation())));
    if (!matter.points().isEmpty()) {
      parts.add(fence.around(words.points(), listed(matter.points())));
    }
    for (int i = 0; i < answers.size(); i++) {
      parts.add(fence.around(words.answer() + " " + (char) ('A' + i), answers.get(i)));
    }
    parts.add(rubric(matter.dimension()));
    parts.add(form.task(words));
    return List.of(Message.system(words.system()), Message.user(String.join("\n\n", parts)));
  }

  /** The same conversation, after an answer from which nothing could be read. */
  List<Message> again(Form<?> form, List<Message> asked, String answer) {
    List<Message> more = new ArrayList<>(asked);
    more.add(
        Message.assistant(answer.length() > QUOTED ? answer.substring(0, QUOTED) + "…" : answer));
    more.add(Message.user(words.again() + "\n" + form.example()));
    return more;
  }

  private String conversation(List<Message> messages) {
    return messages.stream()
        .map(each -> speaker(each.role()) + each.content())
        .collect(Collectors.joining("\n"));
  }

  private String speaker(Message.Role role) {
    return role == Message.Role.USER ? words.customer() : words.service();
  }

  private static String listed(List<String> points) {
    return points.stream().map(each -> "- " + each).collect(Collectors.joining("\n"));
  }

  private String rubric(Dimension dimension) {
    JudgeWords.Rubric rubric = words.rubric(dimension);
    StringBuilder text = new StringBuilder(words.about() + rubric.about() + "\n" + words.scale());
    for (int i = 0; i < rubric.levels().size(); i++) {
      text.append("\n").append(i + 1).append(". ").append(rubric.levels().get(i));
    }
    return text.toString();
  }
}
