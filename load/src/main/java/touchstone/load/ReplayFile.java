package touchstone.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Recorded arrivals: JSON lines or a CSV with a head.
 *
 * @param rows the good ones by time, at least one
 * @param bad the others by line
 */
public record ReplayFile(ReplayFormat format, List<ReplayRow> rows, List<Bad> bad) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** A row that is left out, by its line from 1. */
  public record Bad(int line, Text reason) {}

  public ReplayFile {
    rows = List.copyOf(rows);
    bad = List.copyOf(bad);
  }

  /**
   * Reads a file; its format is told by the columns of the first row that can be read.
   *
   * @throws ProblemException if it cannot be read, is of no known format, or has no good row
   */
  public static ReplayFile read(Path file) {
    Reading reading = new Reading();
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (!text.isBlank()) {
          reading.add(text, number);
        }
      }
    } catch (IOException unreadable) {
      throw wrong(
          file, new Text("读不了，应为 UTF-8 文本文件", "cannot be read, expected a UTF-8 text file"));
    }
    return reading.result(file);
  }

  /**
   * When each row is due.
   *
   * @param speed 2 replays in half the time
   * @return nanoseconds after the first row, ascending
   */
  public long[] fireNanos(double speed) {
    long first = rows.getFirst().nanos();
    return rows.stream().mapToLong(each -> Math.round((each.nanos() - first) / speed)).toArray();
  }

  private static ProblemException wrong(Path file, Text why) {
    return new ProblemException(
        new Problem(
            new Text(
                "--trace-replay " + file + "：" + why.zh(),
                "--trace-replay " + file + ": " + why.en()),
            new Text(
                "认得四种：Mooncake（timestamp、input_length、output_length）、阿里百炼（另有 chat_id）、"
                    + "BurstGPT 的 CSV（Timestamp、Request tokens、Response tokens）、网关访问日志（time）。",
                "Four kinds are known: Mooncake (timestamp, input_length, output_length), Alibaba"
                    + " Bailian (with chat_id), BurstGPT's CSV (Timestamp, Request tokens, Response"
                    + " tokens), the gateway's access log (time).")));
  }

  private static final class Reading {
    private final List<ReplayRow> rows = new ArrayList<>();
    private final List<Bad> bad = new ArrayList<>();
    private Optional<ReplayFormat> format = Optional.empty();
    private Optional<List<String>> head = Optional.empty();
    private Set<String> unknown = new TreeSet<>();

    void add(String line, int number) {
      try {
        if (!line.stripLeading().startsWith("{") && head.isEmpty() && format.isEmpty()) {
          begin(line);
          return;
        }
        JsonNode row = head.isPresent() ? cells(head.get(), line) : json(line);
        if (format.isEmpty()) {
          format = ReplayFormat.of(Set.copyOf(row.propertyNames()));
          unknown.addAll(row.propertyNames());
        }
        if (format.isPresent()) {
          rows.add(new ReplayRows(format.get()).read(row));
        }
      } catch (ReplayRows.BadRow why) {
        bad.add(new Bad(number, why.reason()));
      }
    }

    private void begin(String line) throws ReplayRows.BadRow {
      List<String> names = split(line).stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
      format = ReplayFormat.of(Set.copyOf(names)).filter(each -> each == ReplayFormat.BURSTGPT);
      if (format.isEmpty()) {
        throw new ReplayRows.BadRow(
            new Text("既不是 JSON 对象，也不是 CSV 表头", "neither a JSON object nor the head of a CSV"));
      }
      head = Optional.of(names);
    }

    private static JsonNode json(String line) throws ReplayRows.BadRow {
      try {
        if (JSON.readTree(line) instanceof ObjectNode object) {
          return object;
        }
      } catch (JacksonException _) {
        // Told below, like a value that is no object.
      }
      throw new ReplayRows.BadRow(new Text("不是一个 JSON 对象", "not one JSON object"));
    }

    private static JsonNode cells(List<String> head, String line) throws ReplayRows.BadRow {
      List<String> cells = split(line);
      if (cells.size() != head.size()) {
        throw new ReplayRows.BadRow(
            new Text(
                "有 " + cells.size() + " 格，表头是 " + head.size() + " 格",
                cells.size() + " cells, but the head has " + head.size()));
      }
      ObjectNode row = JSON.createObjectNode();
      for (int i = 0; i < cells.size(); i++) {
        row.put(head.get(i), cells.get(i));
      }
      return row;
    }

    private static List<String> split(String line) {
      return java.util.Arrays.stream(line.split(",", -1))
          .map(each -> each.strip().replaceAll("^\"(.*)\"$", "$1"))
          .toList();
    }

    ReplayFile result(Path file) {
      if (format.isEmpty()) {
        throw wrong(
            file,
            new Text("认不出格式，列名是 " + unknown, "of no known format, its columns are " + unknown));
      }
      if (rows.isEmpty()) {
        Bad first = bad.isEmpty() ? new Bad(1, new Text("没有行", "no rows")) : bad.getFirst();
        throw wrong(
            file,
            new Text(
                "没有一行能用；第 " + first.line() + " 行：" + first.reason().zh(),
                "no row can be used; line " + first.line() + ": " + first.reason().en()));
      }
      rows.sort(Comparator.comparingLong(ReplayRow::nanos));
      return new ReplayFile(format.get(), rows, bad);
    }
  }
}
