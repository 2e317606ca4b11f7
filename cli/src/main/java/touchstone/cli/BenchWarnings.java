package touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import touchstone.load.LevelFigures;
import touchstone.load.Objective;
import touchstone.load.ObjectiveReading;
import touchstone.model.Language;
import touchstone.model.Text;

/** What a level says beyond its table: the objectives, and what makes its figures doubtful. */
final class BenchWarnings {
  private static final double CACHED = 0.2;

  private BenchWarnings() {}

  static List<String> lines(LevelFigures figures, Language language) {
    List<Text> lines = new ArrayList<>();
    figures.objectives().forEach(each -> lines.add(objective(each)));
    figures
        .goodputPerSecond()
        .ifPresent(each ->
            lines.add(
                new Text(
                    "每秒 %.2f 个请求样样达标".formatted(each),
                    "%.2f requests/s keep every limit (goodput)".formatted(each))));
    lines.addAll(doubts(figures));
    return lines.stream().map(each -> "  " + each.in(language)).toList();
  }

  /** What a reader must know before he believes the figures. */
  static List<Text> doubts(LevelFigures figures) {
    List<Text> lines = new ArrayList<>();
    figures
        .clientLimits()
        .forEach(each ->
            lines.add(
                new Text(
                    "! 本档作废：数字由客户端而不是服务器决定，" + each.zh(),
                    "! This level is invalid: the client and not the server set its figures, "
                        + each.en())));
    if (figures.thinks()) {
      lines.add(
          new Text(
              "模型先思考再回答：TTFT 到思考的第一个字，TTFO 到回答的第一个字",
              "The model thinks first: TTFT ends at its first thought, TTFO at the first word of"
                  + " the answer"));
    }
    boolean questions = figures.parts().sessions().isEmpty();
    if (questions && figures.cachedShare().orElse(0) > CACHED) {
      lines.add(
          new Text(
              "! 提示词有 %.0f%% 命中服务器缓存，首字会比新问题快；--prompts 里多放些不重复的"
                  .formatted(figures.cachedShare().orElse(0) * 100),
              "! The server had %.0f %% of the prompt tokens cached, so first words come sooner than"
                      .formatted(figures.cachedShare().orElse(0) * 100)
                  + " for new questions; give --prompts more that differ"));
    }
    return lines;
  }

  private static Text objective(ObjectiveReading read) {
    boolean errors = read.objective() instanceof Objective.Errors;
    String value = shown(read.value(), errors);
    String interval = "[" + shown(read.low(), errors) + ", " + shown(read.high(), errors) + "]";
    String label = "SLO " + read.objective().label();
    Text figures =
        read.runs() > 1
            ? new Text(
                "%d 轮均值 %s，各轮之间的 95%% 区间 %s".formatted(read.runs(), value, interval),
                "mean of %d runs %s, 95 %% interval between them %s"
                    .formatted(read.runs(), value, interval))
            : new Text(
                "实测 %s，95%% 区间 %s".formatted(value, interval),
                "measured %s, 95 %% interval %s".formatted(value, interval));
    return switch (read.answer()) {
      case MET -> new Text("✓ " + label + "：" + figures.zh(), "✓ " + label + ": " + figures.en());
      case MISSED ->
          new Text("✗ " + label + "：" + figures.zh(), "✗ " + label + ": " + figures.en());
      case TOO_FEW ->
          new Text("? " + label + "：请求太少，说不准", "? " + label + ": not enough requests to tell");
      case UNSURE ->
          new Text(
              "? " + label + "：说不准，限值落在区间里；" + figures.zh() + "。多测几轮（--repeats）再看",
              "? "
                  + label
                  + ": not sure, the limit lies within the interval; "
                  + figures.en()
                  + ". Give --repeats more");
    };
  }

  private static String shown(OptionalDouble value, boolean share) {
    if (value.isEmpty()) {
      return "–";
    }
    return share
        ? "%.2f %%".formatted(value.getAsDouble() * 100)
        : "%.2f ms".formatted(value.getAsDouble());
  }
}
