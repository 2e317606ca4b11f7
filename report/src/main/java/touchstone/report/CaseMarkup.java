package touchstone.report;

import java.util.List;
import java.util.OptionalDouble;
import touchstone.model.Candidate;
import touchstone.model.Exchange;
import touchstone.model.Grade;
import touchstone.model.Standing;
import touchstone.model.Text;

/** One case: the turns, and every candidate's answers side by side with grades and evidence. */
final class CaseMarkup {
  private static final int TITLE_LENGTH = 60;

  private final Page page;
  private final Markup markup;
  private final AnswerMarkup answers;
  private final List<Candidate> candidates;

  CaseMarkup(Page page) {
    this.page = page;
    this.markup = page.markup();
    this.answers = new AnswerMarkup(markup);
    this.candidates = page.input().candidates();
  }

  void write(Transcripts.OfCase each, boolean telling, boolean open) {
    markup.open(
        "details",
        "class",
        telling ? "case telling" : "case rest",
        "data-dimension",
        each.dimension().id(),
        "data-flags",
        flags(each),
        open ? "open" : "data-closed",
        "");
    summary(each);
    markup.open("div", "class", "body");
    each.trials().stream()
        .flatMap(trial -> trial.sample().system().stream())
        .findFirst()
        .ifPresent(this::system);
    int trials = each.trials().stream().mapToInt(t -> t.sample().key().trial()).max().orElse(0);
    for (int trial = 0; trial <= trials; trial++) {
      if (trials > 0) {
        markup.element("h4", "", new Text("第 " + (trial + 1) + " 次", "Trial " + (trial + 1)));
      }
      trial(each, trial);
    }
    markup.close(2);
  }

  /** Letters for the page's filter: d for a difference of a point or more, f for a failure. */
  static String flags(Transcripts.OfCase each) {
    return (each.differs() ? "d" : "") + (each.failed() ? "f" : "");
  }

  /** What the customer said last, in one line. */
  static String title(Transcripts.OfCase each) {
    String said =
        each.text()
            .map(text -> text.turns().getLast().user())
            .or(() ->
                each.trials().stream()
                    .flatMap(trial -> trial.sample().exchanges().stream())
                    .map(Exchange::user)
                    .findFirst())
            .orElse(each.id())
            .replaceAll("\\s+", " ");
    int end =
        said.offsetByCodePoints(0, Math.min(TITLE_LENGTH, said.codePointCount(0, said.length())));
    return end < said.length() ? said.substring(0, end) + "…" : said;
  }

  private void summary(Transcripts.OfCase each) {
    markup.open("summary").open("span", "class", "head");
    page.chip(each.dimension());
    markup.open("span", "class", "title").open("bdi").text(title(each)).close(2);
    markup.open("span", "class", "marks");
    for (Candidate candidate : candidates) {
      OptionalDouble score = each.score(candidate.id());
      markup.open("span", "class", "figure");
      Plot.legend(markup, page.place(candidate.id()));
      markup.element("span", "hidden", candidate.label());
      markup.element("b", "", score.isPresent() ? Figures.plain(score.getAsDouble()) : "–");
      markup.close();
    }
    markup.close(2);
    markup.open("span", "class", "small id");
    each.worded().ifPresent(worded -> markup.text(worded.skill()).text(" · "));
    markup.text(each.id()).close(2);
  }

  private void system(String prompt) {
    markup.open("details", "class", "system").open("summary");
    markup.text(new Text("系统提示", "System prompt")).close();
    markup
        .open("p", "dir", "auto")
        .text(prompt.substring(0, Math.min(AnswerMarkup.LONGEST, prompt.length())));
    markup.close(2);
  }

  private void trial(Transcripts.OfCase each, int number) {
    List<Transcripts.Trial> trials =
        each.trials().stream().filter(trial -> trial.sample().key().trial() == number).toList();
    int turns = trials.stream().mapToInt(t -> t.sample().exchanges().size()).max().orElse(0);
    for (int turn = 0; turn < turns; turn++) {
      turn(trials, turn, turn == turns - 1);
    }
    if (turns == 0) {
      markup.open("div", "class", "answers");
      trials.forEach(trial -> answer(trial, 0, true));
      markup.close();
    }
  }

  private void turn(List<Transcripts.Trial> trials, int turn, boolean last) {
    String user =
        trials.stream()
            .filter(trial -> trial.sample().exchanges().size() > turn)
            .map(trial -> trial.sample().exchanges().get(turn).user())
            .findFirst()
            .orElse("");
    markup.open("p", "class", "user", "dir", "auto");
    markup.element("span", "who", new Text("顾客", "Customer"));
    markup.text(user.substring(0, Math.min(AnswerMarkup.LONGEST, user.length()))).close();
    markup.open("div", "class", "answers");
    trials.forEach(trial -> answer(trial, turn, last));
    markup.close();
  }

  private void answer(Transcripts.Trial trial, int turn, boolean last) {
    markup.open("div", "class", "answer-of " + Plot.colour(page.place(trial.candidate())));
    markup.open("p", "class", "who");
    page.name(trial.candidate());
    if (last) {
      grade(trial);
    }
    markup.close();
    List<Exchange> exchanges = trial.sample().exchanges();
    if (turn < exchanges.size()) {
      answers.write(
          exchanges.get(turn),
          trial.findings().stream().filter(each -> each.turn() == turn).toList());
    } else {
      markup
          .open("div", "class", "said")
          .element("i", "nothing", new Text("（没有走到这一轮）", "(did not get here)"))
          .close();
    }
    if (last) {
      trial
          .grade()
          .map(Grade::reason)
          .filter(reason -> !reason.isBlank())
          .ifPresent(reason -> markup.element("p", "remark", reason));
    }
    markup.close();
  }

  private void grade(Transcripts.Trial trial) {
    String score = trial.score().isPresent() ? Figures.plain(trial.score().getAsDouble()) : "–";
    markup.open("span", "class", trial.failed() ? "score bad" : "score").text(score);
    if (trial.score().isPresent()) {
      markup.element("span", "small", " / 5");
    }
    if (trial.standing() != Standing.SCORED) {
      markup.text(" ").text(standing(trial.standing()));
    }
    markup.close();
  }

  static Text standing(Standing standing) {
    return switch (standing) {
      case SCORED -> new Text("已评分", "scored");
      case MODEL_FAIL -> new Text("模型失败", "model failed");
      case INFRA_FAIL -> new Text("设施故障", "infrastructure failed");
      case JUDGE_FAIL -> new Text("裁判失败", "judge failed");
      case SKIPPED -> new Text("跳过", "skipped");
    };
  }
}
