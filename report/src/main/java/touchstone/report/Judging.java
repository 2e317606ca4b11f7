package touchstone.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import touchstone.model.Dimension;
import touchstone.model.Text;
import touchstone.statistics.Estimate;

/**
 * The judge of a run: who it is, how it did on trial, what it said, and what came of it.
 *
 * @param families that its name tells, none where it is unknown
 * @param reasons why it had no say, empty where it had
 * @param rows how often each fault was seen on trial; none where it was not tried
 * @param pairs one a dimension and pair of candidates that it had something to say on
 * @param said every judgement that counts, in the order of the cases
 */
public record Judging(
    String model,
    List<String> families,
    State state,
    List<Text> reasons,
    String wordsVersion,
    String auditVersion,
    List<Row> rows,
    List<Pair> pairs,
    List<Said> said) {
  public Judging {
    families = List.copyOf(families);
    reasons = List.copyOf(reasons);
    rows = List.copyOf(rows);
    pairs = List.copyOf(pairs);
    said = List.copyOf(said);
  }

  /** What became of a judge. */
  public enum State {
    ACCEPTED("accepted", new Text("考试通过，参与评分", "passed its trial and has a say")),
    REFUSED("refused", new Text("考试没过，没有参与评分", "failed its trial and has no say")),
    UNREACHABLE("unreachable", new Text("没有联系上，没有参与评分", "could not be reached and has no say")),
    NOT_ASKED("not_asked", new Text("还没有问过", "was not asked yet"));

    private final String id;
    private final Text title;

    State(String id, Text title) {
      this.id = id;
      this.title = title;
    }

    /** The word in report.json. */
    public String id() {
      return id;
    }

    public Text title() {
      return title;
    }
  }

  /**
   * How often one fault was seen on trial.
   *
   * @param rate a share of 1 with its 95 % interval
   * @param limit the highest rate that is let pass; empty for a row that explains another
   */
  public record Row(
      String id,
      Text title,
      int count,
      int n,
      Estimate rate,
      OptionalDouble limit,
      boolean tooHigh) {}

  /**
   * What was judged of two candidates in one dimension.
   *
   * @param due cases whose answers were to be compared, {@code judged} those that were
   * @param unreadable judgements from which nothing could be read
   * @param wins judgements for a's answer, {@code losses} for b's, {@code ties} for neither
   * @param flips ties of which each order named another winner
   * @param bothDecide judgements where rules and judge both name a better one, {@code agree} the
   *     same one
   * @param longer judgements with a winner that went to the longer answer
   * @param rules the rules' part of the difference a − b in points, alone
   * @param judge the judge's part, empty where too little was judged to count
   */
  public record Pair(
      Dimension dimension,
      String a,
      String b,
      int due,
      int judged,
      int unreadable,
      int wins,
      int losses,
      int ties,
      int flips,
      int bothDecide,
      int agree,
      int longer,
      Estimate rules,
      Optional<Estimate> judge) {}

  /**
   * One judgement.
   *
   * @param balance 1 for the first one's answer, −1 for the second one's, 0 for a tie
   * @param reasons its own words, for each order; untrusted
   */
  public record Said(
      String caseId,
      int trial,
      String first,
      String second,
      boolean readable,
      int balance,
      boolean flipped,
      List<String> reasons) {
    public Said {
      reasons = List.copyOf(reasons);
    }

    /** What it comes down to, in words. */
    Text verdict(ReportInput input) {
      if (!readable) {
        return new Text("裁判的话读不出结论", "nothing could be read from the judge");
      }
      if (flipped) {
        return new Text("裁判换个顺序就换了赢家，算平局", "the winner changed with the order: a tie");
      }
      if (balance == 0) {
        return new Text("裁判认为不分高下", "the judge sees a tie");
      }
      String better = input.label(balance > 0 ? first : second);
      return new Text("裁判认为 " + better + " 更好", "the judge finds " + better + " better");
    }

    /** Which candidate's answer was A in an order, 0 for the first. */
    Text order(int order, ReportInput input) {
      String a = input.label(order == 0 ? first : second);
      String b = input.label(order == 0 ? second : first);
      return new Text("A 是 " + a + "，B 是 " + b, "A is " + a + ", B is " + b);
    }
  }

  /** What was said of one case, in the order of its trials. */
  List<Said> of(String caseId) {
    List<Said> of = new ArrayList<>();
    said.forEach(each -> {
      if (each.caseId().equals(caseId)) {
        of.add(each);
      }
    });
    return of;
  }

  /** Who the judge is and what became of it, in one sentence. */
  Text headline() {
    String family = String.join("、", families);
    return new Text(
        model + (family.isEmpty() ? "" : "（出自 " + family + "）") + "：" + state.title().zh() + "。",
        model
            + (family.isEmpty() ? "" : " (family " + String.join(", ", families) + ")")
            + " "
            + state.title().en()
            + ".");
  }

  /** Shares of a pair's judgements in words. */
  static Text figures(Pair each) {
    return new Text(
        "该比 %d 题，比了 %d 题；次数：前者赢 %d、后者赢 %d、平 %d（其中换序翻盘 %d），读不出 %d；规则也分出高下的 %d 次里方向一致 %d 次；分出高下的 %d 次里 %d 次是长的赢"
            .formatted(
                each.due(),
                each.judged(),
                each.wins(),
                each.losses(),
                each.ties(),
                each.flips(),
                each.unreadable(),
                each.bothDecide(),
                each.agree(),
                each.wins() + each.losses(),
                each.longer()),
        ("%d of %d cases compared; the first won %d times, the second %d, ties %d (%d of them"
                + " flips), unreadable %d; where the rules name a better one too (%d), the same one"
                + " %d times; of %d wins the longer answer took %d")
            .formatted(
                each.judged(),
                each.due(),
                each.wins(),
                each.losses(),
                each.ties(),
                each.flips(),
                each.unreadable(),
                each.bothDecide(),
                each.agree(),
                each.wins() + each.losses(),
                each.longer()));
  }
}
