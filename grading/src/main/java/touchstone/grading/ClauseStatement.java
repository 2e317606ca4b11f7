package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import touchstone.grading.Polarity.Sense;
import touchstone.grading.Statement.Place;

/**
 * Where an answer says one thing of another within one clause: 花生糖 … 可以吃. Every topic group needs a
 * word there that the clause affirms. A clause that holds nothing but one of the words (花生糖嘛，) is
 * read together with the next.
 */
final class ClauseStatement {
  private static final String PARTICLES = "的呢嘛吧呀啊哈哦是那这个种款话您亲也就,";

  /** The next words take the statement back: 红的喜庆，不过您说不要. */
  private static final Pattern TAKEN_BACK =
      Pattern.compile("不要|不考虑|不选|不看|就不|排除|避开|不推荐|不建议|不适合|不合适|不行|不能|其实|实际上|算下来");

  private static final Pattern SEEMING = Pattern.compile("看着|看起来|看上去|看似|听着|听起来");

  private ClauseStatement() {}

  static List<Place> places(Answer answer, List<List<Phrase>> topic) {
    var places = new ArrayList<Place>();
    List<Clause> clauses = answer.clauses();
    for (int i = 0; i < clauses.size(); i++) {
      Clause here = clauses.get(i);
      boolean joined = i + 1 < clauses.size() && joined(answer, topic, here, clauses.get(i + 1));
      Clause last = joined ? clauses.get(i + 1) : here;
      int next = joined ? i + 2 : i + 1;
      boolean back =
          next < clauses.size()
              && clauses.get(next).sentence() == here.sentence()
              && TAKEN_BACK.matcher(clauses.get(next).of(answer.normal())).find()
              && topic.getFirst().stream()
                  .noneMatch(word -> word.standsIn(clauses.get(next).of(answer.normal())));
      boolean seeming = SEEMING.matcher(here.of(answer.normal())).find();
      if (!back
          && !seeming
          && topic.stream().allMatch(group -> affirmed(answer, group, here, last))) {
        places.add(new Place(here.start(), last.end(), Sense.AFFIRMED, true));
      }
    }
    return places;
  }

  private static boolean affirmed(Answer answer, List<Phrase> group, Clause first, Clause last) {
    return spans(answer, group, first, last).stream()
        .anyMatch(span -> {
          Clause clause = answer.clauseAt(span.start());
          return answer.polarity().at(clause, span.start(), span.end()) == Sense.AFFIRMED
              && !excepted(answer.text(), span, last.end());
        });
  }

  private static List<Phrase.Span> spans(
      Answer answer, List<Phrase> group, Clause first, Clause last) {
    String words = answer.text().substring(first.start(), last.end());
    return group.stream()
        .flatMap(word -> word.in(words).stream())
        .map(span -> new Phrase.Span(span.start() + first.start(), span.end() + first.start()))
        .filter(span -> answer.clauseAt(span.start()).end() >= span.end())
        .toList();
  }

  /** 除了花生糖都可以吃, 花生糖以外的都行. */
  private static boolean excepted(String text, Phrase.Span span, int end) {
    String before = text.substring(Math.max(0, span.start() - 12), span.start());
    String after = text.substring(span.end(), Math.min(end, span.end() + 10));
    int except = Math.max(before.lastIndexOf("除了"), before.lastIndexOf("除开"));
    boolean opened = except >= 0 && before.indexOf(',', except) < 0;
    return after.startsWith("以外") || after.startsWith("之外") || (opened && !after.isEmpty());
  }

  private static boolean joined(Answer answer, List<List<Phrase>> topic, Clause here, Clause next) {
    if (here.sentence() != next.sentence()) {
      return false;
    }
    return bare(topic, here.of(answer.normal())) || bare(topic, next.of(answer.normal()));
  }

  /** Whether a clause holds nothing but a word of the topic. */
  private static boolean bare(List<List<Phrase>> topic, String words) {
    for (List<Phrase> group : topic) {
      for (Phrase word : group) {
        for (Phrase.Span span : word.in(words)) {
          String rest = words.substring(0, span.start()) + words.substring(span.end());
          if (rest.chars().filter(c -> PARTICLES.indexOf(c) < 0).count() <= 1) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
