package touchstone.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import touchstone.lifecycle.Life;
import touchstone.lifecycle.Order;
import touchstone.lifecycle.State;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.report.Columns;

/** Deployments and what they cost, as tables for people. */
final class DeploymentTable {
  private static final String GAP = "  ";

  private DeploymentTable() {}

  static List<String> standing(List<Life> lives, long nowMillis, Language language) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        row(
            language,
            new Text("名称", "NAME"),
            new Text("状态", "STATE"),
            new Text("方式", "BACKEND"),
            new Text("模型", "MODEL"),
            new Text("地址", "ADDRESS"),
            new Text("租约剩余", "LEASE LEFT"),
            new Text("已花费", "SPENT")));
    for (Life life : lives) {
      Order order = life.order();
      rows.add(
          List.of(
              order.name(),
              life.state().title().in(language),
              backend(order),
              Columns.cut(shortened(order.model()), 32),
              DeploymentReport.address(life).orElse("-"),
              left(life, nowMillis),
              spent(life, nowMillis)));
    }
    return laidOut(rows);
  }

  static List<String> costs(List<Life> lives, long nowMillis, Language language) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        row(
            language,
            new Text("名称", "NAME"),
            new Text("状态", "STATE"),
            new Text("运行时长", "RAN"),
            new Text("每小时", "PER HOUR"),
            new Text("已花费", "SPENT"),
            new Text("已预留", "SET ASIDE"),
            new Text("预算", "BUDGET")));
    Map<String, Long> totals = new TreeMap<>();
    for (Life life : lives) {
      Order.Tariff tariff = life.order().tariff();
      rows.add(
          List.of(
              life.order().name(),
              life.state().title().in(language),
              Amounts.shown(Duration.ofMillis(life.meter().millis(nowMillis))),
              money(tariff.microsPerHour(), tariff),
              spent(life, nowMillis),
              money(life.reservedMicros(), tariff),
              tariff.budgetMicros().map(all -> money(all, tariff)).orElse("-")));
      if (tariff.microsPerHour() > 0) {
        totals.merge(tariff.currency(), life.spentMicros(nowMillis), Long::sum);
      }
    }
    List<String> lines = new ArrayList<>(laidOut(rows));
    totals.forEach((currency, micros) ->
        lines.add(new Text("合计 ", "total ").in(language) + Amounts.shown(micros, currency)));
    return lines;
  }

  private static String backend(Order order) {
    return order
        .remote()
        .map(remote -> order.engine() + " @ " + remote.host())
        .orElse(order.engine().isEmpty() ? order.backend() : order.engine());
  }

  /** A path by its last part. */
  private static String shortened(String model) {
    return model.startsWith("/") ? model.substring(model.lastIndexOf('/') + 1) : model;
  }

  private static String left(Life life, long nowMillis) {
    return life.state() instanceof State.Released
        ? "-"
        : Amounts.shown(DeploymentReport.leaseLeft(life, nowMillis));
  }

  private static String spent(Life life, long nowMillis) {
    return money(life.spentMicros(nowMillis), life.order().tariff());
  }

  private static String money(long micros, Order.Tariff tariff) {
    return tariff.microsPerHour() == 0 ? "-" : Amounts.shown(micros, tariff.currency());
  }

  static List<String> row(Language language, Text... cells) {
    return List.of(cells).stream().map(cell -> cell.in(language)).toList();
  }

  static List<String> laidOut(List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = rows.stream().mapToInt(each -> Columns.width(each.get(column))).max().orElse(0);
        line.append(Columns.left(row.get(i), width)).append(GAP);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
