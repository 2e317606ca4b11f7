package touchstone.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import touchstone.document.Document;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Dimension;

/**
 * What a judge is told, in the language of the case: {@code words-zh.yaml}, {@code words-en.yaml}.
 *
 * @param version changes with every change of the words
 * @param begin what the mark in front of a piece of material says, {@code end} the one after it
 * @param pair the task of comparing, {@code score} that of scoring, {@code again} what is said
 *     where nothing could be read
 */
record JudgeWords(
    String version,
    String system,
    String begin,
    String end,
    String policy,
    String conversation,
    String customer,
    String service,
    String points,
    String answer,
    String about,
    String scale,
    String pair,
    String score,
    String again,
    Map<Dimension, Rubric> rubrics) {
  private static final String[] NAMES = {
    "version",
    "system",
    "begin",
    "end",
    "policy",
    "conversation",
    "customer",
    "service",
    "points",
    "answer",
    "about",
    "scale",
    "pair",
    "score",
    "again",
    "rubrics"
  };

  /**
   * The written criteria of one dimension.
   *
   * @param levels what an answer of level 1, 2, 3, 4 and 5 is like
   */
  record Rubric(String about, List<String> levels) {
    Rubric {
      levels = List.copyOf(levels);
    }
  }

  JudgeWords {
    rubrics = Map.copyOf(rubrics);
  }

  /**
   * The words that ship.
   *
   * @param language {@code zh} or {@code en}
   */
  static JudgeWords of(String language) {
    Fields fields = resource("words-" + language + ".yaml").fields(NAMES);
    return new JudgeWords(
        fields.required("version").text(),
        text(fields, "system"),
        text(fields, "begin"),
        text(fields, "end"),
        text(fields, "policy"),
        text(fields, "conversation"),
        text(fields, "customer"),
        text(fields, "service"),
        text(fields, "points"),
        text(fields, "answer"),
        text(fields, "about"),
        text(fields, "scale"),
        text(fields, "pair"),
        text(fields, "score"),
        text(fields, "again"),
        rubrics(fields.required("rubrics")));
  }

  /** The criteria of a graded dimension. */
  Rubric rubric(Dimension dimension) {
    Rubric rubric = rubrics.get(dimension);
    if (rubric == null) {
      throw new IllegalArgumentException(dimension + " has no rubric");
    }
    return rubric;
  }

  /** A YAML file of this room. */
  static Value resource(String name) {
    try (InputStream in = JudgeWords.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return Document.read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Fields fields, String name) {
    String text = fields.required(name).name();
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static Map<Dimension, Rubric> rubrics(Value value) {
    Map<Dimension, Rubric> rubrics = new EnumMap<>(Dimension.class);
    for (Map.Entry<String, Value> each : value.entries().entrySet()) {
      Fields fields = each.getValue().fields("about", "levels");
      List<String> levels = fields.required("levels").items(Value::name);
      Dimension dimension = Dimension.of(each.getKey()).orElseThrow();
      if (levels.size() != 5) {
        throw new IllegalStateException(
            dimension + " has " + levels.size() + " levels, expected 5");
      }
      rubrics.put(dimension, new Rubric(text(fields, "about"), levels));
    }
    return rubrics;
  }
}
