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
          "(?:没|没有|不太|不大|不|未能|没能|无法|有点没|有些没|没怎么)(?:完全|太|大)?(?:看|听|弄|搞|整|明|理|读|认)?(?:懂|明白|清楚|清|理解|白|出来)"
              + "|(?:再|重新|麻烦|请|能否|用文字)(?:您|你)?[^,。!?\\n]{0,6}(?:说|讲|描述|输入|补充|说明|打|详细|发)(?:一遍|一下|下|清楚|具体|详细|个|说|看)"
              + "|(?:想|要|需要)(?:咨询|问|了解|说|买|查|表达)[^。!?\\n]{0,8}(?:什么|哪|啥|点)|具体(?:是|指|想)|是指|意思是|您是(?:想|要|说|指)|是不是(?:发错|手滑|打错|误触)|发错|打错|误触|手滑|乱码"
              + "|什么(?:意思|事|可以帮|能帮)|有(?:什么|啥)[^,。!?\\n]{0,12}(?:帮您|帮你|帮忙|帮到|需要|可以帮|能帮)|哪(?:方面|个|款|件|一单|笔)|怎么了|(?:could|can|would)"
              + " you (?:please )?(?:clarify|explain|rephrase|repeat|tell)|what do you"
              + " mean|(?:don't|didn't|not) (?:quite )?(?:understand|get|catch)|how can i help|what"
              + " can i help|not (?:quite |entirely )?sure (?:what|i"
              + " (?:understood|understand|follow|got))|(?:say|type|send|write) (?:it|that|this)"
              + " (?:again|once more)|couldn't (?:quite )?(?:make|understand|read|follow)|what"
              + " (?:do|did|would|are|can|could|is it) (?:you|i|we)"
              + " (?:need|want|like|mean|looking|help|do|get|be)|how (?:can|may|could) (?:i|we)"
              + " help|by (?:accident|mistake)|accidental|garbled|jumbled|scrambled|cut off|mixed"
              + " up|typo|pocket|rephrase|reword|clarify|retype|resend|try again|(?:tell me|a"
              + " bit|little) more|more details?|did you (?:need|mean|want)|what(?:'s| is) (?:on"
              + " your mind|up|this about|going on)|are you looking for|what it is you|what you"
              + " (?:need|mean|were|are)");

  /** An offer for later asks nothing back: 有什么问题再联系. */
  private static final Pattern LATER =
      Pattern.compile(
          "(?:有|遇到)(?:什么|啥|任何|其他|别的)?(?:问题|需要|事|疑问)[^,。!?\\n]{0,6}(?:再|随时|可以|请|都可)[^,。!?\\n]{0,10}|(?:let"
              + " (?:me|us) know|feel free|just ask|reach out)[^.!?\\n]{0,20} if [^.!?\\n]{0,60}|if"
              + " you (?:have|need) (?:any|anything|more)[^.!?\\n]{0,60}");

  private ClarifyGrader() {}

  static Finding grade(Clarifies check, Answer answer) {
    var note = new Note(NAME, "", answer, check.weight());
    Optional<Clause> question = answer.clauses().stream().filter(Clause::asks).findFirst();
    Matcher words = ASKS_BACK.matcher(withoutOffers(answer.text()));
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

  /** The text with offers for later blanked out, so that positions stay. */
  private static String withoutOffers(String text) {
    return LATER.matcher(text).replaceAll(found -> " ".repeat(found.group().length()));
  }
}
