package touchstone.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import touchstone.document.Document;
import touchstone.document.Value;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Conversations from a file: JSON lines, or a YAML list where the name ends so.
 *
 * @param conversations the good ones, at least one
 * @param bad the others by line
 */
public record ConversationFile(List<Conversation> conversations, List<Bad> bad) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** A row that is left out, by its line from 1. */
  public record Bad(int line, Text reason) {}

  public ConversationFile {
    conversations = List.copyOf(conversations);
    bad = List.copyOf(bad);
  }

  /**
   * Reads a file.
   *
   * @throws ProblemException if it cannot be read or has no good row
   */
  public static ConversationFile read(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    Reading reading = new Reading();
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      for (Value each : Document.read(file).items()) {
        reading.add(each.place().line(), each.plain());
      }
    } else {
      lines(file, reading);
    }
    return reading.result(file);
  }

  private static void lines(Path file, Reading reading) {
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (!text.isBlank()) {
          reading.json(number, text);
        }
      }
    } catch (IOException unreadable) {
      throw wrong(
          file, new Text("读不了，应为 UTF-8 文本文件", "cannot be read, expected a UTF-8 text file"));
    }
  }

  private static ProblemException wrong(Path file, Text why) {
    return new ProblemException(
        new Problem(
            new Text("--sessions " + file + "：" + why.zh(), "--sessions " + file + ": " + why.en()),
            new Text(
                "每行一段对话，例如 [\"怎么退货？\", \"运费谁出？\"]，或 {\"messages\": [{\"role\": \"user\","
                    + " \"content\": \"怎么退货？\"}]}；.yaml 文件里是同样的列表。",
                "One conversation a line, e.g. [\"How do I return it?\", \"Who pays?\"] or"
                    + " {\"messages\": [{\"role\": \"user\", \"content\": \"How do I return"
                    + " it?\"}]}; a .yaml file holds a list of the same.")));
  }

  private static final class Reading {
    private final List<Conversation> conversations = new ArrayList<>();
    private final List<Bad> bad = new ArrayList<>();

    void json(int line, String text) {
      try {
        add(line, JSON.readValue(text, Object.class));
      } catch (JacksonException _) {
        bad.add(new Bad(line, new Text("不是 JSON", "not JSON")));
      }
    }

    void add(int line, Object row) {
      try {
        conversations.add(ConversationRow.read(row));
      } catch (ConversationRow.BadRow why) {
        bad.add(new Bad(line, why.reason()));
      }
    }

    ConversationFile result(Path file) {
      if (!conversations.isEmpty()) {
        return new ConversationFile(conversations, bad);
      }
      if (bad.isEmpty()) {
        throw wrong(file, new Text("是空的", "is empty"));
      }
      Bad first = bad.getFirst();
      throw wrong(
          file,
          new Text(
              "没有一段能用；第 " + first.line() + " 行：" + first.reason().zh(),
              "no conversation can be used; line " + first.line() + ": " + first.reason().en()));
    }
  }
}
