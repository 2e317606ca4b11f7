package touchstone.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * A YAML file (JSON is YAML too) read as values that know their place, so that every complaint can
 * name file, line and column. Files are limited to 16 MiB of characters and one document.
 */
public final class Document {
  private static final int LARGEST = 16 << 20;

  private Document() {}

  /** Reads a file in UTF-8, with or without a byte order mark. */
  public static Value read(Path file) {
    try {
      return read(file.toString(), decode(file.toString(), Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              new Text("读不了文件 " + file + "：" + reason(e), "Cannot read " + file + ": " + reason(e)),
              new Text("请检查路径和读取权限。", "Check the path and that you may read it.")),
          e);
    }
  }

  /** Reads text; the name stands in messages where a file's would. */
  public static Value read(String name, String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setUseMarks(true)
            .setCodePointLimit(LARGEST)
            .setMaxAliasesForCollections(100)
            .setAllowDuplicateKeys(false)
            .setAllowNonScalarKeys(true)
            .build();
    try {
      return new Compose(settings)
          .composeString(text)
          .map(node -> new Value(new Source(name, text), node))
          .orElseThrow(() -> empty(name));
    } catch (MarkedYamlEngineException e) {
      throw new ProblemException(broken(name, e), e);
    } catch (YamlEngineException e) {
      throw new ProblemException(unreadable(name, String.valueOf(e.getMessage())), e);
    }
  }

  private static String decode(String name, byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new ProblemException(
          new Problem(
              new Text(name + " 不是 UTF-8 编码。", name + " is not UTF-8."),
              new Text("请用编辑器另存为 UTF-8 后再试。", "Save it as UTF-8 and try again.")),
          e);
    }
  }

  private static ProblemException empty(String name) {
    return new ProblemException(
        new Problem(
            new Text(name + " 是空的。", name + " is empty."),
            new Text("请照 docs 里的例子写上内容。", "Fill it in after the example in docs.")));
  }

  private static Problem broken(String name, MarkedYamlEngineException e) {
    Optional<Mark> mark = e.getProblemMark();
    String place =
        mark.map(m -> new Place(name, m.getLine() + 1, m.getColumn() + 1).toString()).orElse(name);
    String why = String.valueOf(e.getProblem());
    return new Problem(
        new Text(place + "：YAML 写法有误：" + why, place + ": this is not YAML: " + why),
        new Text("请检查这一行的缩进、引号和冒号。", "Check indentation, quotes and colons there."));
  }

  private static Problem unreadable(String name, String why) {
    return new Problem(
        new Text(name + "：无法按 YAML 读取：" + why, name + ": cannot be read as YAML: " + why),
        new Text("请检查文件内容。", "Check the file."));
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "no such file"
        : String.valueOf(e.getMessage());
  }
}
