package touchstone.grading;

import java.util.List;
import touchstone.model.Check.Directness;
import touchstone.model.Finding;

/** Decides whether the question is answered in the opening sentences. */
final class DirectnessGrader {
  static final String NAME = "directness";
  private static final Words GREETING = Words.of("您好 你好 亲 亲亲 hi hello 嗨 在的 在呢 在 dear 亲爱的 哈喽");

  private DirectnessGrader() {}

  static Finding grade(Directness check, Answer answer) {
    var note = new Note(NAME, "", answer, check.weight());
    List<List<Phrase>> topic =
        check.topic().stream().map(group -> group.stream().map(Phrase::of).toList()).toList();
    int opening = end(answer, check.sentences());
    if (holds(answer.text().substring(0, opening), topic)) {
      return note.of(1, answer.quote(0, opening), "开门见山，先回答了问题。", "Answers what was asked first.");
    }
    return holds(answer.text(), topic)
        ? note.of(
            0.5,
            answer.quote(0, opening),
            "绕了弯子才回答，前 " + check.sentences() + " 句没有说到正题。",
            "Answers only after beating about the bush.")
        : note.of(0, answer.quote(0, opening), "没有正面回答所问的事。", "Does not answer what was asked.");
  }

  private static boolean holds(String text, List<List<Phrase>> topic) {
    return topic.stream().allMatch(group -> group.stream().anyMatch(word -> word.standsIn(text)));
  }

  /** Where the opening ends; a bare greeting is no sentence. */
  private static int end(Answer answer, int sentences) {
    int counted = 0;
    int last = -1;
    int end = 0;
    for (Clause clause : answer.clauses()) {
      boolean starts = clause.sentence() != last;
      last = clause.sentence();
      if (starts && !greeting(answer, clause)) {
        counted++;
      }
      if (counted > sentences) {
        return end;
      }
      end = clause.end();
    }
    return end;
  }

  private static boolean greeting(Answer answer, Clause clause) {
    String words = clause.of(answer.normal());
    int length = GREETING.at(words, 0);
    return length > 0 && words.length() <= length + 3;
  }
}
