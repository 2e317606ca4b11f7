package touchstone.grading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import touchstone.model.Check;
import touchstone.model.Check.KeyPoint;

/** Reads the labelled rows; every third row of a kind is held out. */
final class LabelledAnswers {
  /**
   * One answer and what a person says of it.
   *
   * @param kind the grader, or for key points the point
   * @param fault the grader should find fault with the answer
   */
  record Row(
      String kind,
      Check check,
      String system,
      String question,
      boolean fault,
      String answer,
      boolean heldOut) {}

  private static final Map<String, KeyPoint> POINTS = points();

  private LabelledAnswers() {}

  static List<Row> keyPoints() {
    return read("key-points.txt").stream()
        .map(cells ->
            new Row(
                cells.get(1),
                Objects.requireNonNull(POINTS.get(cells.get(1))),
                "",
                cells.get(2),
                cells.get(3).equals("-"),
                text(cells.get(4)),
                cells.getFirst().equals("held out")))
        .toList();
  }

  static List<Row> others() {
    return read("graders.txt").stream()
        .map(cells ->
            new Row(
                cells.get(1),
                check(cells.get(1), cells.get(2)),
                cells.get(1).equals("no-invention") ? cells.get(2) : "",
                cells.get(3),
                cells.get(4).equals("-"),
                text(cells.get(5)),
                cells.getFirst().equals("held out")))
        .toList();
  }

  private static Check check(String kind, String told) {
    List<String> parts = split(told, ";");
    return switch (kind) {
      case "recall" ->
          new Check.Recall("", List.of(parts.getFirst()), parts.subList(1, parts.size()), 3, 1);
      case "script" -> new Check.Script(told, 1);
      case "no-repetition" -> new Check.NoRepetition(1);
      case "no-refusal" -> new Check.NoRefusal(1);
      case "declines" -> new Check.Declines(1);
      case "directness" ->
          new Check.Directness(
              List.of(split(parts.getFirst(), ",")), Integer.parseInt(parts.get(1)), 1);
      case "no-invention" -> new Check.NoInvention(List.of(), 1);
      case "no-leak" -> new Check.NoLeak(parts, 1);
      case "empathy" -> new Check.Empathy(split(told, ","), 1);
      case "clarifies" -> new Check.Clarifies(1);
      case "chat-style" -> new Check.ChatStyle(Integer.parseInt(told), 1);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static Map<String, KeyPoint> points() {
    var points = new HashMap<String, KeyPoint>();
    points.put("fresh", point("生鲜,水果/退,无理由", "", true));
    points.put("seven", point("退", "7天", false));
    points.put("refund", point("退款,到账,退回,退到", "3-5个工作日", false));
    points.put("full", point("满,凑够/减", "300元,50元", false));
    points.put("freight", point("运费,邮费/您承担,您出,您自理,是您自理,您付,您自己,您支付", "", false));
    points.put("hours", point("客服", "9:00,21:00", false));
    points.put("warranty", point("保修,质保", "1年", false));
    points.put("invoice", point("发票", "", false));
    points.put("ship", point("发货,发出,寄出", "48小时", false));
    points.put("member", point("会员", "8折", false));
    points.put("cod", point("货到付款", "", true));
    points.put("deadline", point("活动,截止,结束", "11月25日", false));
    points.put("limit", point("补,补发", "", true));
    points.put("withdraw", point("提现,取出来", "", true));
    points.put("bill", point("", "318元", false));
    points.put("short", point("差2罐,不够", "", false));
    points.put("return-en", point("return", "30 days", false));
    return points;
  }

  private static KeyPoint point(String topic, String slots, boolean denied) {
    return new KeyPoint(
        topic,
        topic.isEmpty()
            ? List.of()
            : split(topic, "/").stream().map(group -> split(group, ",")).toList(),
        slots.isEmpty() ? List.of() : split(slots, ","),
        denied,
        false,
        1);
  }

  private static List<List<String>> read(String file) {
    var rows = new ArrayList<List<String>>();
    var seen = new HashMap<String, Integer>();
    try (InputStream in = Objects.requireNonNull(LabelledAnswers.class.getResourceAsStream(file))) {
      for (String line : split(new String(in.readAllBytes(), StandardCharsets.UTF_8), "\n")) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        var cells = new ArrayList<>(split(line, "|"));
        boolean heldOut = seen.merge(cells.getFirst(), 1, Integer::sum) % 3 == 0;
        cells.addFirst(heldOut ? "held out" : "tuned on");
        rows.add(cells);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static List<String> split(String text, String mark) {
    return Arrays.asList(text.split(java.util.regex.Pattern.quote(mark), -1));
  }

  private static String text(String cell) {
    return cell.replace("\\n", "\n");
  }
}
