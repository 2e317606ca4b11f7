package touchstone.report;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import touchstone.model.Dimension;
import touchstone.model.Text;

/** Every transcript: the telling ones open to read and to print, the others behind them. */
final class TranscriptSection {
  private static final int TELLING = 10;
  private static final int OPEN = 2;

  /** With more answers than this the others are packed, so that the page opens fast. */
  private static final long STATIC_LENGTH = 400_000;

  private static final int STATIC_CASES = 120;

  private final Page page;
  private final Markup markup;
  private final Transcripts transcripts;
  private final CaseMarkup cases;

  TranscriptSection(Page page, Transcripts transcripts) {
    this.page = page;
    this.markup = page.markup();
    this.transcripts = transcripts;
    this.cases = new CaseMarkup(page);
  }

  void write(Consumer<String> out) {
    page.section("transcripts", new Text("逐题对照", "Transcripts side by side"));
    List<Transcripts.OfCase> telling = transcripts.telling(TELLING);
    Set<Transcripts.OfCase> shown = new HashSet<>(telling);
    List<Transcripts.OfCase> rest =
        transcripts.all().stream().filter(each -> !shown.contains(each)).toList();
    intro(telling.size(), rest.size());
    filters();
    markup.open("div", "id", "cases");
    for (int i = 0; i < telling.size(); i++) {
      cases.write(telling.get(i), true, i < OPEN);
      out.accept(markup.take());
    }
    if (small(rest)) {
      rest.forEach(each -> cases.write(each, false, false));
      markup.close();
      out.accept(markup.take());
    } else {
      markup.close();
      packed(rest, out);
    }
    markup.close();
  }

  private static boolean small(List<Transcripts.OfCase> rest) {
    long length =
        rest.stream()
            .flatMap(each -> each.trials().stream())
            .flatMap(trial -> trial.sample().exchanges().stream())
            .mapToLong(exchange -> exchange.answer().length())
            .sum();
    return rest.size() <= STATIC_CASES && length <= STATIC_LENGTH;
  }

  private void packed(List<Transcripts.OfCase> rest, Consumer<String> out) {
    markup
        .open("noscript")
        .element(
            "p",
            "remark",
            new Text(
                "其余 " + rest.size() + " 题已压缩，要打开脚本才能展开；原文也在 samples.jsonl。",
                "The other "
                    + rest.size()
                    + " cases are packed and need script; samples.jsonl has them too."));
    markup.close();
    out.accept(markup.take());
    Chunks chunks = new Chunks(out);
    for (Transcripts.OfCase each : rest) {
      cases.write(each, false, false);
      chunks.add(
          each.dimension().id(),
          CaseMarkup.flags(each),
          CaseMarkup.title(each) + " " + each.id(),
          markup.take());
    }
    chunks.finish();
  }

  private void intro(int telling, int rest) {
    markup.element(
        "p",
        "lead",
        new Text(
            "共 " + (telling + rest) + " 题，分差最大的 " + telling + " 题排在最前。回答中加底色的文字就是评分依据。",
            (telling + rest)
                + " cases, the "
                + telling
                + " with the largest differences first. Words marked in an answer decided its"
                + " grade."));
    if (rest > 0) {
      markup.element(
          "p",
          "on-paper remark",
          new Text(
              "纸上只印这 " + telling + " 题，其余 " + rest + " 题请看电子版。",
              "Printed are these " + telling + "; for the other " + rest + " see the file."));
    }
  }

  private void filters() {
    markup.open("form", "id", "filters", "class", "filters", "hidden", "");
    markup.open("label").element("span", "", new Text("维度", "Dimension"));
    markup.open("select", "id", "by-dimension");
    option("", new Text("全部", "All"));
    for (Dimension each : Dimension.values()) {
      if (each.graded()) {
        option(each.id(), each.title());
      }
    }
    markup.close(2);
    check("only-differing", new Text("只看有分歧的", "Only disagreements"));
    check("only-failed", new Text("只看有失误的", "Only failures"));
    markup.open("label", "class", "search").element("span", "hidden", new Text("搜索", "Search"));
    markup.leaf("input", "type", "search", "id", "by-words", "placeholder", "搜索 Search").close();
    markup.open("output", "id", "found").close(2);
  }

  /** An option shows one language at a time, put in by the page's script. */
  private void option(String value, Text words) {
    markup.open("option", "value", value, "data-zh", words.zh(), "data-en", words.en());
    markup.text(words.zh() + " " + words.en()).close();
  }

  private void check(String id, Text words) {
    markup.open("label").leaf("input", "type", "checkbox", "id", id).text(words).close();
  }
}
