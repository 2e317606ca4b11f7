package touchstone.report;

import java.util.ArrayDeque;
import java.util.Deque;
import touchstone.model.Text;

/** Writes HTML whose text and attributes are always escaped and whose elements always close. */
final class Markup {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element; attributes come as name, value, name, value. */
  Markup open(String element, String... attributes) {
    start(element, attributes).append('>');
    open.push(element);
    return this;
  }

  /** An element without content: a void one of HTML or a shape of SVG. */
  Markup leaf(String element, String... attributes) {
    start(element, attributes).append("/>");
    return this;
  }

  Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  Markup close(int elements) {
    for (int i = 0; i < elements; i++) {
      close();
    }
    return this;
  }

  Markup text(CharSequence words) {
    Escape.append(words, out);
    return this;
  }

  /** Both languages, of which the page shows one; once where they are the same. */
  Markup text(Text words) {
    if (words.zh().equals(words.en())) {
      return text(words.zh());
    }
    return span("span", words);
  }

  private Markup span(String element, Text words) {
    return open(element, "class", "zh", "lang", "zh-CN")
        .text(words.zh())
        .close()
        .open(element, "class", "en", "lang", "en")
        .text(words.en())
        .close();
  }

  Markup element(String element, String styleClass, String words) {
    return begin(element, styleClass).text(words).close();
  }

  Markup element(String element, String styleClass, Text words) {
    return begin(element, styleClass).text(words).close();
  }

  /** Opens an element with a class, or without one where the class is empty. */
  Markup begin(String element, String styleClass) {
    return styleClass.isEmpty() ? open(element) : open(element, "class", styleClass);
  }

  /** Words inside an SVG. */
  Markup label(String styleClass, String x, String y, Text words) {
    open("text", "class", styleClass, "x", x, "y", y);
    return (words.zh().equals(words.en()) ? text(words.zh()) : span("tspan", words)).close();
  }

  /** Ready-made markup: only of another Markup or of a resource of our own. */
  Markup ready(CharSequence markup) {
    out.append(markup);
    return this;
  }

  /** What is written since the last call; elements may still be open. */
  String take() {
    String taken = out.toString();
    out.setLength(0);
    return taken;
  }

  private StringBuilder start(String element, String... attributes) {
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      Escape.append(attributes[i + 1], out);
      out.append('"');
    }
    return out;
  }
}
