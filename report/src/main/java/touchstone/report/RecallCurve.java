package touchstone.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import touchstone.model.Candidate;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Finding;
import touchstone.model.Text;

/** How much of what was said earlier a candidate still knows, by the turns in between. */
final class RecallCurve {
  private static final String GRADER = "recall";
  private static final int HEIGHT = 150;

  private final Page page;
  private final Markup markup;
  private final List<Candidate> candidates;
  private final TreeMap<Integer, TreeMap<Integer, Share>> byDistance = new TreeMap<>();

  RecallCurve(Page page, Transcripts transcripts) {
    this.page = page;
    this.markup = page.markup();
    this.candidates = page.input().candidates();
    transcripts.all().forEach(this::count);
  }

  /** Credit given of the facts asked. */
  private record Share(double credit, int asked) {
    double rate() {
      return credit / asked;
    }

    Share and(Share other) {
      return new Share(credit + other.credit, asked + other.asked);
    }
  }

  private void count(Transcripts.OfCase each) {
    each.text().ifPresent(text -> each.trials().forEach(trial -> count(text, trial)));
  }

  private void count(Case text, Transcripts.Trial trial) {
    if (trial.score().isEmpty()) {
      return;
    }
    for (int turn = 0; turn < text.turns().size(); turn++) {
      for (Check check : text.turns().get(turn).checks()) {
        if (check instanceof Check.Recall recall) {
          byDistance
              .computeIfAbsent(recall.distance(), _ -> new TreeMap<>())
              .merge(
                  page.place(trial.candidate()),
                  new Share(credit(trial, turn, recall), 1),
                  Share::and);
        }
      }
    }
  }

  /** A fact that nobody found in the answer, because there was none, counts as forgotten. */
  private static double credit(Transcripts.Trial trial, int turn, Check.Recall recall) {
    return trial.findings().stream()
        .filter(each -> each.grader().equals(GRADER) && each.turn() == turn)
        .filter(each -> each.about().equals(recall.fact()))
        .mapToDouble(Finding::credit)
        .findFirst()
        .orElse(0);
  }

  void write() {
    if (byDistance.isEmpty()) {
      return;
    }
    page.section("recall", new Text("隔得越久，还记得多少", "Recall by distance"));
    markup.element(
        "p",
        "lead",
        new Text(
            "顾客先说过的事，隔几轮再问，答对的占多少。",
            "Of what the customer said earlier, the share answered right so many turns later."));
    page.legend();
    chart();
    table();
    markup.close();
  }

  private void chart() {
    double first = byDistance.firstKey();
    double last = byDistance.lastKey();
    double room = Math.max(0.5, (last - first) * 0.08);
    Plot plot =
        Plot.open(
            markup,
            "curve",
            HEIGHT + 34,
            first - room,
            last + room,
            new Text("记忆曲线", "Recall curve"));
    for (int percent : List.of(0, 50, 100)) {
      plot.line("grid", first - room, y(percent / 100.0), last + room, y(percent / 100.0));
      plot.words("tick", first - room, y(percent / 100.0) - 4, Text.same(percent + "%"));
    }
    for (int distance : byDistance.keySet()) {
      plot.words(
          "tick middle",
          distance,
          HEIGHT + 30,
          new Text("隔 " + distance + " 轮", distance + (distance == 1 ? " turn" : " turns")));
    }
    for (int i = 0; i < candidates.size(); i++) {
      curve(plot, i);
    }
    plot.close();
  }

  private void curve(Plot plot, int candidate) {
    Map.Entry<Integer, Share> before = null;
    for (Map.Entry<Integer, TreeMap<Integer, Share>> each : byDistance.entrySet()) {
      Share share = each.getValue().get(candidate);
      if (share == null) {
        continue;
      }
      if (before != null) {
        plot.line(
            "curve-line " + Plot.colour(candidate),
            before.getKey() + beside(candidate),
            y(before.getValue().rate()),
            each.getKey() + beside(candidate),
            y(share.rate()));
      }
      before = Map.entry(each.getKey(), share);
    }
    byDistance.forEach((distance, shares) -> {
      Share share = shares.get(candidate);
      if (share != null) {
        plot.mark(candidate, distance + beside(candidate), y(share.rate()));
      }
    });
  }

  /** Moves candidates apart a little, so that equal ones do not hide each other. */
  private double beside(int candidate) {
    double span = byDistance.lastKey() - byDistance.firstKey() + 1;
    return span * 0.02 * (candidate - (candidates.size() - 1) / 2.0);
  }

  private static double y(double rate) {
    return 12 + (HEIGHT - 12) * (1 - rate);
  }

  private void table() {
    page.wideTable("", "记忆 / Recall");
    markup.element("caption", "", new Text("答对数 / 提问数", "Right of asked")).open("thead").open("tr");
    page.header(new Text("相隔轮数", "Turns between"));
    byDistance.keySet().forEach(distance -> page.header("n", Text.same(String.valueOf(distance))));
    markup.close(2).open("tbody");
    for (Candidate each : candidates) {
      markup.open("tr").open("th", "scope", "row");
      page.name(each.id());
      markup.close();
      for (TreeMap<Integer, Share> shares : byDistance.values()) {
        Share share = shares.get(page.place(each.id()));
        page.cell("n", share == null ? "–" : Figures.plain(share.credit()) + " / " + share.asked());
      }
      markup.close();
    }
    markup.close(3);
  }
}
