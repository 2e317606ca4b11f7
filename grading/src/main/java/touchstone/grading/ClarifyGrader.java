package touchstone.grading;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.model.Check.Clarifies;
import touchstone.model.Finding;

/** Decides whether an answer asks back about a message that cannot be understood. */
final class ClarifyGrader {
  static final String NAME = "clarifies";
  private static final Pattern ASKS_BACK =
      Pattern.compile(
          "(?:没|没有|不太|不大|不|未能|没能|无法|有点没|有些没|没怎么)(?:完全)?(?:看|听|弄|搞|整|明|理|读|认)?(?:懂|明白|清楚|清|理解|白|出来)"
              + "|(?:再|重新|麻烦|请)(?:您|你)?[^。!?\\n]{0,8}(?:说|讲|描述|发|输入|补充|说明|打|详细)(?:一遍|一下|下|清楚|具体|详细)?"
              + "|(?:想|要|需要)(?:咨询|问|了解|说|买|查|表达)[^。!?\\n]{0,8}(?:什么|哪|啥)|具体(?:是|指|想)|是指|意思是|您是(?:想|要|说|指)|是不是(?:发错|手滑|打错|误触)|发错|打错|误触|手滑|乱码"
              + "|什么(?:意思|问题|需要|事|可以帮|能帮)|有什么[^。!?\\n]{0,12}(?:帮|问题|需要|服务)|哪(?:方面|个|款|件|一单|笔)|怎么了|(?:could|can|would)"
              + " you (?:please )?(?:clarify|explain|rephrase|repeat|tell)|what do you"
              + " mean|(?:don't|didn't|not) (?:quite )?(?:understand|get|catch)|how can i help|what"
              + " can i help");

  private ClarifyGrader() {}

  static Finding grade(Clarifies check, Answer answer) {
    var note = new Note(NAME, "", answer, check.weight());
    Optional<Clause> question = answer.clauses().stream().filter(Clause::asks).findFirst();
    Matcher words = ASKS_BACK.matcher(answer.text());
    if (words.find()) {
      return note.of(
          1, answer.quote(words.start(), words.end()), "听不懂时反问了顾客。", "Asks back when unclear.");
    }
    return question
        .map(clause ->
            note.of(
                0.5,
                answer.quote(clause.start(), clause.end()),
                "问了一句，但没说明哪里没看懂。",
                "Asks something, but not what was meant."))
        .orElseGet(() -> note.of(0, "", "没听懂也不反问，自说自话。", "Does not ask back."));
  }
}
