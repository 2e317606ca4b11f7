package touchstone.report;

import java.util.ArrayList;
import java.util.List;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.votes.People;

/** What people voted, in lines of text. */
public final class PeopleText {
  private PeopleText() {}

  /** Two lines about the votes, one for each pair of candidates; none where nobody voted. */
  public static List<String> lines(ReportInput input, Language language) {
    List<String> lines = new ArrayList<>();
    input
        .people()
        .ifPresent(people -> {
          lines.add(PeopleSection.headline(people).in(language));
          lines.add(PeopleSection.kappas(people).in(language));
          people.pairs().forEach(each -> lines.add(pair(each, input).in(language)));
        });
    return lines;
  }

  private static Text pair(People.OfPair pair, ReportInput input) {
    String name = input.label(pair.first()) + " − " + input.label(pair.second());
    String people = PeopleSection.part(pair.people());
    String rules = PeopleSection.part(pair.rules());
    String rulesCorrected = PeopleSection.part(pair.rulesCorrected());
    String judge = PeopleSection.part(pair.judge());
    String judgeCorrected = PeopleSection.part(pair.judgeCorrected());
    return new Text(
        "%s（−1 到 1）：人 %s；规则 %s，按票校正 %s；裁判 %s，按票校正 %s"
            .formatted(name, people, rules, rulesCorrected, judge, judgeCorrected),
        "%s (−1 to 1): people %s; rules %s, corrected by votes %s; judge %s, corrected %s"
            .formatted(name, people, rules, rulesCorrected, judge, judgeCorrected));
  }
}
