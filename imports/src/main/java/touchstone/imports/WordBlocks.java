package touchstone.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Reads a Word document (.docx, ECMA-376 part 1, WordprocessingML): its body as a person sees it,
 * without what was struck out, hidden text, notes and margins. Entities and huge or overgrown
 * archives are refused before anything is read.
 */
final class WordBlocks {
  private static final String BODY = "word/document.xml";
  private static final String STYLES = "word/styles.xml";

  private WordBlocks() {}

  /** Whether an archive holds a Word document. */
  static boolean is(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getEntry(BODY) != null;
    } catch (IOException _) {
      return false;
    }
  }

  static void read(Path file, Paper.Gathered into) throws IOException {
    WorkbookGuard.check(file, WorkbookGuard.Kind.WORD);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry body = zip.getEntry(BODY);
      if (body == null) {
        throw broken(file, new IOException("no " + BODY));
      }
      Map<String, Integer> levels = levels(zip);
      try (InputStream in = zip.getInputStream(body)) {
        new WordBody(reader(in), levels, into).read();
      }
    } catch (XMLStreamException | ZipException | IllegalArgumentException e) {
      throw broken(file, e);
    }
  }

  private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory.createXMLStreamReader(in);
  }

  /** The levels of styles that are headings, by the style's id: 标题 1, heading 2, or an outline. */
  private static Map<String, Integer> levels(ZipFile zip) throws IOException, XMLStreamException {
    Map<String, Integer> levels = new HashMap<>();
    Map<String, String> parents = new HashMap<>();
    ZipEntry styles = zip.getEntry(STYLES);
    if (styles == null) {
      return levels;
    }
    try (InputStream in = zip.getInputStream(styles)) {
      XMLStreamReader xml = reader(in);
      String style = "";
      while (xml.hasNext()) {
        if (xml.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        String value = WordBody.value(xml, "val");
        switch (xml.getLocalName()) {
          case "style" -> style = WordBody.value(xml, "styleId");
          case "name" -> put(levels, style, named(value));
          case "basedOn" -> parents.put(style, value);
          case "outlineLvl" -> put(levels, style, WordBody.outline(value));
          default -> {
            // says nothing of levels
          }
        }
      }
    }
    Map<String, Integer> all = new HashMap<>(levels);
    parents.keySet().forEach(each -> inherited(each, levels, parents, all));
    return all;
  }

  private static void put(Map<String, Integer> levels, String style, int level) {
    if (level > 0) {
      levels.put(style, level);
    }
  }

  private static int named(String name) {
    String folded = name.toLowerCase(java.util.Locale.ROOT).replace(" ", "");
    if (folded.equals("title") || folded.equals("标题")) {
      return 1;
    }
    return folded.matches("(?:heading|标题)[1-9]") ? folded.charAt(folded.length() - 1) - '0' : 0;
  }

  private static void inherited(
      String style,
      Map<String, Integer> own,
      Map<String, String> parents,
      Map<String, Integer> all) {
    String at = style;
    for (int i = 0; i < 10 && parents.containsKey(at) && !own.containsKey(at); i++) {
      at = parents.getOrDefault(at, "");
    }
    put(all, style, own.getOrDefault(at, 0));
  }

  static ProblemException broken(Path file, Exception e) {
    String reason = WorkbookGuard.reason(e);
    return new ProblemException(
        new Problem(
            new Text(
                file + " 不是能读的 Word 文件（" + reason + "）",
                file + " cannot be read as a Word document (" + reason + ")"),
            new Text(
                "请用 Word 或 WPS 打开，另存为 .docx 或纯文本再试。",
                "Open it in Word or WPS and save it as .docx or plain text.")),
        e);
  }
}
