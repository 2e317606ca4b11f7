package touchstone.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import touchstone.model.Candidate;
import touchstone.model.Case;
import touchstone.model.LoadProfile;
import touchstone.model.Sampling;
import touchstone.model.Suite;
import touchstone.model.Text;
import touchstone.suite.CaseOrder;

/**
 * Turns a selection into a plan. Pure: the pace of the candidates is measured before and passed in.
 *
 * @param caseLimit how many cases the user asked for, else decided here
 * @param forJudge share of a time budget that is kept for a judge, 0 where there is none
 */
record Planner(Selection selection, List<Suite> suites, OptionalInt caseLimit, double forJudge) {
  static final int BATCH = 4;

  /** A quick run has 5 minutes; a sixth is kept back for loading, the report and a busy machine. */
  private static final double QUICK_SECONDS = 250;

  /** The rest of a time budget is for loading, the report and a busy machine. */
  private static final double OF_BUDGET = 0.8;

  /**
   * With fewer a quick run says next to nothing; only a time budget may plan as little as a batch.
   */
  private static final int LEAST_CASES = 12;

  private static final Text WATCHED =
      new Text(
          "边跑边看（stopping: watched）：先测的候选跑满计划，后测的一有结论就停",
          "Watched (stopping: watched): the first candidate takes all planned cases, the later ones"
              + " stop when the answer is known");

  private static final int ALONE = 20;
  private static final int TOGETHER = 5;
  private static final int LOAD_TOKENS = 64;

  /** Without a judge. */
  Planner(Selection selection, List<Suite> suites, OptionalInt caseLimit) {
    this(selection, suites, caseLimit, 0);
  }

  Planner {
    suites = List.copyOf(suites);
  }

  /** Whether the number of cases depends on how fast the candidates are. */
  boolean needsPace() {
    return caseLimit.isEmpty()
        && (selection.depth() == Depth.QUICK || selection.budget().minutes().isPresent());
  }

  /**
   * @param paces of the candidates that could be tried; others are taken to be as fast as these
   * @param usedSeconds of the run so far, for warm-up and loading
   */
  Plan plan(String id, List<Pace> paces, double usedSeconds, List<Text> notes) {
    int available = suites.stream().mapToInt(suite -> suite.cases().size()).sum();
    int wanted =
        caseLimit.orElseGet(() -> needsPace() ? affordable(paces, usedSeconds) : available);
    int chosen = Math.min(wanted, available);
    List<Text> all = new ArrayList<>(notes);
    all.add(howMany(chosen, available));
    if (selection.watched()) {
      all.add(WATCHED);
    }
    return new Plan(
        id,
        selection.name(),
        selection.candidates(),
        selection.requirements(),
        selection.budget(),
        selection.depth(),
        choose(chosen),
        available,
        BATCH,
        selection.depth().trials(),
        selection.answers().seed(),
        sampling(),
        loadSampling(),
        loads(),
        all,
        selection.judgeModel().map(Candidate::label),
        selection.watched());
  }

  /** The cap and temperature of graded answers. */
  Sampling sampling() {
    int cap = selection.answers().maxTokens().orElse(selection.depth().maxTokens());
    return new Sampling(cap, selection.answers().temperature(), OptionalDouble.empty());
  }

  /** The cap and temperature of timed requests. */
  Sampling loadSampling() {
    return capped(LOAD_TOKENS);
  }

  /** The same with a lower cap. */
  Sampling capped(int maxTokens) {
    Sampling graded = sampling();
    return new Sampling(
        Math.min(maxTokens, graded.maxTokens()), graded.temperature(), graded.topP());
  }

  private List<LoadProfile.ClosedLoop> loads() {
    int scale = scale();
    return List.of(
        new LoadProfile.ClosedLoop(1, ALONE * scale),
        new LoadProfile.ClosedLoop(TOGETHER, TOGETHER * 4 * scale));
  }

  /** How many times the requests of a quick run are timed. */
  private int scale() {
    return selection.depth() == Depth.QUICK ? 1 : 5;
  }

  /** The first so many cases of every suite's fixed order, shared out by the suites' sizes. */
  private List<Suite> choose(int cases) {
    int available = suites.stream().mapToInt(suite -> suite.cases().size()).sum();
    List<Suite> chosen = new ArrayList<>();
    int left = cases;
    for (Suite suite : suites) {
      boolean last = chosen.size() == suites.size() - 1;
      int share = last ? left : (int) Math.round((double) cases * suite.cases().size() / available);
      List<Case> first = CaseOrder.first(suite, Math.min(share, left));
      left -= first.size();
      chosen.add(suite.withCases(first));
    }
    return chosen;
  }

  /** The most cases whose predicted time fits into a quick run and the budget. */
  private int affordable(List<Pace> paces, double usedSeconds) {
    if (paces.isEmpty()) {
      return LEAST_CASES;
    }
    double quick = selection.depth() == Depth.QUICK ? QUICK_SECONDS : Double.MAX_VALUE;
    double granted =
        selection.budget().minutes().orElse(Double.MAX_VALUE) * 60 * OF_BUDGET * (1 - forJudge);
    double seconds = Math.min(quick, granted) - usedSeconds;
    int available = suites.stream().mapToInt(suite -> suite.cases().size()).sum();
    int least = selection.budget().minutes().isPresent() ? BATCH : LEAST_CASES;
    int cases = Math.min(least, available);
    while (cases < available && predicted(cases + 1, paces) <= seconds) {
      cases++;
    }
    return cases;
  }

  /** Seconds that all candidates together need for so many cases and the timed requests. */
  double predicted(int cases, List<Pace> paces) {
    double turns = 0;
    for (Suite suite : choose(cases)) {
      turns += suite.cases().stream().mapToInt(each -> each.turns().size()).sum();
    }
    double batches = turns * selection.depth().trials() / BATCH + shapes(cases);
    int scale = scale();
    double sum = 0;
    for (Pace pace : paces) {
      double alone = scale * ALONE * pace.singleSeconds();
      double together = scale * TOGETHER * 4 * pace.batchTurnSeconds() / BATCH;
      sum += batches * pace.batchTurnSeconds() + alone + together;
    }
    return sum * selection.candidates().size() / paces.size();
  }

  /** Batches that are not full: one for each length of conversation at most. */
  private int shapes(int cases) {
    Set<Integer> lengths = new HashSet<>();
    choose(cases).forEach(suite -> suite.cases().forEach(each -> lengths.add(each.turns().size())));
    return lengths.size();
  }

  private Text howMany(int chosen, int available) {
    Text why = why();
    return new Text(
        why.zh() + " " + chosen + " 题（共 " + available + " 题）",
        why.en() + " " + chosen + " of " + available + " cases");
  }

  private Text why() {
    if (!needsPace()) {
      return new Text("本次使用", "This run takes");
    }
    return selection.budget().minutes().isPresent()
        ? new Text("按预热测得的速度和时间预算，定为", "By the speed seen in warm-up, the time budget buys")
        : new Text("按预热测得的速度，快速档定为", "By the speed seen in warm-up, a quick run takes");
  }
}
