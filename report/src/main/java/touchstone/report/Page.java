package touchstone.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import touchstone.model.Candidate;
import touchstone.model.Dimension;
import touchstone.model.Text;
import touchstone.verdict.Decision;

/** What every section of the page needs: the input, the markup, and the candidates' places. */
record Page(ReportInput input, Markup markup, Map<String, Integer> places) {
  static Page of(ReportInput input) {
    List<Candidate> candidates = input.candidates();
    Map<String, Integer> places =
        IntStream.range(0, candidates.size())
            .boxed()
            .collect(Collectors.toUnmodifiableMap(i -> candidates.get(i).id(), i -> i));
    return new Page(input, new Markup(), places);
  }

  int place(String candidate) {
    return places.getOrDefault(candidate, places.size());
  }

  /** Opens a section with its heading. */
  void section(String id, Text heading) {
    markup.open("section", "id", id, "aria-labelledby", id + "-h");
    markup.open("h2", "id", id + "-h").text(heading).close();
  }

  /** A candidate's mark and label. */
  void name(String candidate) {
    markup.open("span", "class", "name");
    Plot.legend(markup, place(candidate));
    markup.open("bdi").text(input.label(candidate)).close(2);
  }

  void legend() {
    if (input.candidates().isEmpty()) {
      return;
    }
    markup.open("p", "class", "legend");
    input.candidates().forEach(each -> name(each.id()));
    markup.close();
  }

  /** Opens a table that scrolls in a box of its own where it is wider than the page. */
  void wideTable(String styleClass, String name) {
    markup.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", name);
    markup.begin("table", styleClass);
  }

  void header(Text words) {
    markup.open("th", "scope", "col").text(words).close();
  }

  void header(String styleClass, Text words) {
    markup.open("th", "scope", "col", "class", styleClass).text(words).close();
  }

  void cell(String styleClass, String words) {
    markup.element("td", styleClass, words);
  }

  void chip(Dimension dimension) {
    markup.element("span", "chip", dimension.title());
  }

  static String colour(Decision decision) {
    return switch (decision) {
      case BETTER -> "v-better";
      case EQUIVALENT -> "v-equivalent";
      case UNDECIDED -> "v-undecided";
      case NONE_GOOD_ENOUGH -> "v-none";
    };
  }
}
