package touchstone.load;

import java.util.List;
import java.util.OptionalDouble;

/** One line a level and metric, with the mark that spreadsheets know UTF-8 by. */
public final class FiguresCsv {
  private FiguresCsv() {}

  /** The whole file. */
  public static String of(List<LevelFigures> levels) {
    StringBuilder csv =
        new StringBuilder("\uFEFFload,metric,requests,failed,mean,p50,p90,p95,p99,max\r\n");
    for (LevelFigures level : levels) {
      level
          .distributions()
          .forEach((name, each) ->
              csv.append(level.level().label() + "," + name + "," + each.measured() + ",")
                  .append(each.censored() + "," + cell(each.mean()) + "," + cell(each.p50()) + ",")
                  .append(cell(each.p90()) + "," + cell(each.p95()) + "," + cell(each.p99()) + ",")
                  .append(cell(each.max()) + "\r\n"));
    }
    return csv.toString();
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }
}
