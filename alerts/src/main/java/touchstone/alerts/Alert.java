package touchstone.alerts;

import java.time.Instant;
import touchstone.model.Language;
import touchstone.model.Text;

/**
 * Something that people are told.
 *
 * @param subject what it is about: a deployment's or a run's name
 * @param title in one line
 * @param detail what to do or to know beside it; may be empty
 */
public record Alert(Occasion occasion, String subject, Text title, Text detail, Instant at) {
  private static final int LONGEST = 1500;

  /** One line for a mail's subject or a list. */
  String headline(Language language) {
    String name = language == Language.ZH ? "【试金石】" : "[Touchstone] ";
    String between = language == Language.ZH ? "：" : ": ";
    return line(name + subject + between + title.in(language));
  }

  /** The whole message as plain text, short enough for every chat. */
  String message(Language language) {
    String more = detail.in(language);
    String whole = headline(language) + (more.isEmpty() ? "" : "\n" + more);
    String cut = whole.length() > LONGEST ? whole.substring(0, LONGEST) + "…" : whole;
    return cut + "\n" + at.toString().replaceFirst("\\.\\d+", "");
  }

  private static String line(String text) {
    return text.replaceAll("\\R", " ");
  }
}
