package touchstone.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import touchstone.model.Text;

/**
 * What became of a file.
 *
 * @param recognised whether the format was told from the content
 * @param rows that the file has, bad ones included
 * @param graded cases that can be run and graded
 * @param ungraded cases that were kept apart because only a judge or a person could grade them
 * @param badRows how many rows could not be imported
 * @param firstBad the first of them, by place
 * @param unrunnable assertions that cannot run here, by type
 * @param masked different personal data that were masked, by kind
 * @param answersLeft recorded answers that are not replayed
 * @param suite the folder of the suite; empty where nothing was imported
 */
public record ImportSummary(
    Format format,
    boolean recognised,
    Text writtenIn,
    String encoding,
    long rows,
    int graded,
    int ungraded,
    long badRows,
    List<Bad> firstBad,
    Map<String, Integer> unrunnable,
    Map<String, Integer> masked,
    long answersLeft,
    Optional<Path> suite) {
  /** How many bad rows are kept to be shown; all of them stand in {@code rejected.txt}. */
  public static final int SHOWN = 1_000;

  /**
   * A bad row.
   *
   * @param place its line, or sheet and row
   * @param cells by the column's name, as they stand in the file, so that they can be mended; empty
   *     where it is no row of short cells
   */
  public record Bad(String place, Text reason, Map<String, String> cells) {
    public Bad {
      cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }
  }

  public ImportSummary {
    firstBad = List.copyOf(firstBad);
    unrunnable = Map.copyOf(unrunnable);
    masked = Map.copyOf(masked);
  }

  /** The same in a few lines for people. */
  public List<Text> lines() {
    List<Text> lines = new ArrayList<>();
    lines.add(
        new Text(
            (recognised ? "认出格式：" : "按指定格式读取：")
                + format.title().zh()
                + "（"
                + writtenIn.zh()
                + encoded("，")
                + "）",
            (recognised ? "Recognised as " : "Read as ")
                + format.title().en()
                + " ("
                + writtenIn.en()
                + encoded(", ")
                + ")"));
    lines.add(
        new Text(
            rows + " 行：" + graded + " 题可以评分，" + ungraded + " 题要裁判或人来评，" + badRows + " 行有问题",
            rows
                + " rows: "
                + graded
                + " cases can be graded, "
                + ungraded
                + " need a judge or a person, "
                + badRows
                + " rows are bad"));
    if (!unrunnable.isEmpty()) {
      lines.add(
          new Text(
              "这里不能运行、没有计入的断言：" + counted(unrunnable),
              "Assertions that cannot run here and do not count: " + counted(unrunnable)));
    }
    if (!masked.isEmpty()) {
      lines.add(
          new Text(
              "已遮盖的个人信息：" + counted(masked) + "（要保留请加 --keep-personal-data）",
              "Personal data masked: " + counted(masked) + " (--keep-personal-data leaves it)"));
    }
    if (answersLeft > 0) {
      lines.add(
          new Text(
              "对话中间原有的 " + answersLeft + " 句回答不会重放，由每个候选模型自己回答",
              answersLeft
                  + " recorded answers inside conversations are not replayed: every candidate gives"
                  + " its own"));
    }
    suite.ifPresent(folder -> lines.add(new Text("测试集：" + folder, "Suite: " + folder)));
    return lines;
  }

  private String encoded(String before) {
    return encoding.isEmpty() ? "" : before + encoding;
  }

  private static String counted(Map<String, Integer> counts) {
    return String.join(
        ", ",
        new TreeMap<>(counts)
            .entrySet().stream().map(e -> e.getKey() + " × " + e.getValue()).toList());
  }
}
