package touchstone.report;

import java.util.Optional;
import touchstone.model.Text;
import touchstone.statistics.Estimate;
import touchstone.votes.People;

/** People's votes in the report, beside the rules and the judge. */
final class PeopleSection {
  private final Page page;
  private final Markup markup;

  PeopleSection(Page page) {
    this.page = page;
    this.markup = page.markup();
  }

  void write() {
    page.input().people().ifPresent(this::write);
  }

  private void write(People people) {
    page.section("people", new Text("人的投票", "People's votes"));
    markup.element("p", "lead", headline(people));
    markup.element("p", "", kappas(people));
    Text caption = caption();
    page.wideTable("", caption.zh() + " / " + caption.en());
    markup.element("caption", "", caption).open("thead").open("tr");
    page.header(new Text("前者 − 后者", "First − second"));
    page.header("n", new Text("有票的题", "Voted cases"));
    page.header("n", new Text("人", "People"));
    page.header("n", new Text("规则", "Rules"));
    page.header("n", new Text("规则，按票校正", "Rules, corrected"));
    page.header("n", new Text("裁判", "Judge"));
    page.header("n", new Text("裁判，按票校正", "Judge, corrected"));
    markup.close(2).open("tbody");
    for (People.OfPair each : people.pairs()) {
      markup.open("tr").open("th", "scope", "row");
      page.name(each.first());
      markup.text(" − ");
      page.name(each.second());
      markup.close();
      page.cell("n", each.voted() + "/" + each.cases());
      page.cell("n", part(each.people()));
      page.cell("n", part(each.rules()));
      page.cell("n", part(each.rulesCorrected()));
      page.cell("n", part(each.judge()));
      page.cell("n", part(each.judgeCorrected()));
      markup.close();
    }
    markup.close(3);
    markup.close();
  }

  private static Text caption() {
    return new Text(
        "偏好从 −1（总是后者好）到 1（总是前者好），括号里是 95% 区间；抽到的机会不同，已按机会的倒数加权，同一题的变体算一道",
        "A preference runs from −1 (always the second) to 1 (always the first), with its 95 %"
            + " interval; weighted by the inverse of each pair's chance to be drawn, variants of"
            + " one case count as one");
  }

  /** How many people voted on what, in one sentence. */
  static Text headline(People people) {
    return new Text(
        "%d 个人盲投了 %d 票，抽出的 %d 对里有 %d 对有票。"
            .formatted(people.voters(), people.votes(), people.drawn(), people.voted()),
        "%d people cast %d votes, blind; of %d pairs that were drawn, %d have a vote."
            .formatted(people.voters(), people.votes(), people.drawn(), people.voted()));
  }

  /** How far people agree with each other and with the machines. */
  static Text kappas(People people) {
    return new Text(
        "一致程度（kappa，1 为完全一致，0 为碰巧）：人与人 "
            + part(people.amongVoters())
            + "，人与裁判 "
            + part(people.withJudge())
            + "，人与规则 "
            + part(people.withRules())
            + "。",
        "Agreement (kappa; 1 complete, 0 by chance): among people "
            + part(people.amongVoters())
            + ", people and judge "
            + part(people.withJudge())
            + ", people and rules "
            + part(people.withRules())
            + ".");
  }

  static String part(Optional<Estimate> estimate) {
    return estimate.map(JudgeSection::part).orElse("–");
  }
}
