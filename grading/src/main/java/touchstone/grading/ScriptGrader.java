package touchstone.grading;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.model.Check.Script;
import touchstone.model.Finding;

/** Decides whether an answer is written in the customer's language and script. */
final class ScriptGrader {
  static final String NAME = "script";
  private static final Pattern WORD_RUN =
      Pattern.compile(
          "[A-Za-z]{1,30}(?:['’-]?[A-Za-z]{1,20})?(?:[ ,.]{1,2}[A-Za-z'’-]{1,30}){3,60}");
  private static final double SHARE_CHINESE = 0.7;
  private static final double SHARE_LATIN = 0.9;
  private static final double SHARE_OF_OTHER_SCRIPT = 0.02;

  private static final int FEWEST_FOREIGN = 3;

  /** Little words that tell a language by how often they stand. */
  private static final Words ENGLISH =
      Words.of(
          "the you your we is are it to and for can of in with that this be have will not our if"
              + " from by or as at it's you're i'm so but was which");

  /** The same of Spanish, French, German, Italian, Portuguese and romanised Hindi. */
  private static final Words FOREIGN =
      Words.of(
          "que de la el los las para por con una usted su puede está son del al es se lo le les des"
              + " vous votre pour avec est une dans sur pas nous et der und sie ist nicht ein eine"
              + " mit für auf ihre wir das zu il che per di è sono não você seu uma hai aap ka ki"
              + " ke nahi kar ho aapka kya haan mein aapko hain");

  private ScriptGrader() {}

  /** Letters of an answer by script. */
  private record Letters(
      int han, int latinWords, int latin, int other, int wrongForm, int firstWrong) {}

  static Finding grade(Script script, Answer answer) {
    var note = new Note(NAME, script.script(), answer, script.weight());
    return script.script().equals("en")
        ? english(note, answer)
        : chinese(note, answer, script.script());
  }

  private static Finding english(Note note, Answer answer) {
    Letters letters = letters(answer.raw(), false);
    int all = letters.latin + letters.han + letters.other;
    double share = all == 0 ? 0 : (double) letters.latin / all;
    int own = count(ENGLISH, answer.text());
    int foreign = count(FOREIGN, answer.text());
    if (foreign >= FEWEST_FOREIGN && foreign > own) {
      return note.of(0, head(answer), "应该用英文回答。", "Should be written in English.");
    }
    return share >= SHARE_LATIN
        ? note.of(1, "", "通篇英文。", "Written in English.")
        : note.of(
            share >= 0.7 ? 0.5 : 0, head(answer), "应该用英文回答。", "Should be written in English.");
  }

  private static Finding chinese(Note note, Answer answer, String script) {
    boolean traditional = script.equals("zh-Hant");
    Letters letters = letters(answer.raw(), traditional);
    int all = letters.han + letters.latinWords + letters.other;
    double share = all == 0 ? 0 : (double) letters.han / all;
    if (share < SHARE_CHINESE) {
      return note.of(
          share < 0.4 ? 0 : 0.5, head(answer), "应该用中文回答。", "Should be written in Chinese.");
    }
    if (letters.wrongForm >= 2 && letters.wrongForm > SHARE_OF_OTHER_SCRIPT * letters.han) {
      int from = Math.max(0, letters.firstWrong - 6);
      String quote = answer.raw().substring(from, Math.min(answer.raw().length(), from + 20));
      return note.of(
          letters.wrongForm > 0.2 * letters.han ? 0 : 0.5,
          quote,
          traditional ? "混入了简体字。" : "混入了繁体字。",
          traditional ? "Mixes in simplified script." : "Mixes in traditional script.");
    }
    return runs(note, answer);
  }

  /** A run of English words that the customer did not write himself. */
  private static Finding runs(Note note, Answer answer) {
    String raw = answer.raw().substring(0, Math.min(answer.raw().length(), NormalText.LIMIT));
    Matcher run = WORD_RUN.matcher(raw);
    while (run.find()) {
      if (!answer.before().text().contains(NormalText.of(run.group()).text())) {
        return note.of(0.5, Answer.shortened(run.group()), "夹了整段英文。", "Contains a run of English.");
      }
    }
    return note.of(1, "", "语言和字体都对。", "Language and script are right.");
  }

  private static Letters letters(String raw, boolean traditional) {
    int han = 0;
    int words = 0;
    int latin = 0;
    int other = 0;
    int wrong = 0;
    int first = -1;
    boolean inWord = false;
    for (int i = 0; i < Math.min(raw.length(), NormalText.LIMIT); i++) {
      char c = raw.charAt(i);
      boolean letter = Character.isLetter(c);
      boolean isHan = Han.is(c);
      boolean isLatin = letter && c < 0x250;
      han += isHan ? 1 : 0;
      latin += isLatin ? 1 : 0;
      words += isLatin && !inWord ? 1 : 0;
      other += letter && !isHan && !isLatin ? 1 : 0;
      boolean wrongForm = isHan && (traditional ? Han.simplifiedOnly(c) : Han.traditionalOnly(c));
      if (wrongForm) {
        first = wrong++ == 0 ? i : first;
      }
      inWord = isLatin;
    }
    return new Letters(han, words, latin, other, wrong, first);
  }

  private static int count(Words words, String text) {
    int count = 0;
    for (int at = 0; at < text.length(); ) {
      int length = words.at(text, at);
      count += length > 0 ? 1 : 0;
      at += Math.max(1, length);
    }
    return count;
  }

  private static String head(Answer answer) {
    return Answer.shortened(answer.normal().quote(0, Math.min(60, answer.normal().length())));
  }
}
