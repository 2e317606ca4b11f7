package touchstone.run;

import java.util.List;
import java.util.Optional;
import touchstone.model.Candidate;
import touchstone.model.Case;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Suite;
import touchstone.model.Text;

/**
 * Whether cases that offer functions are planned. The embedded engine takes none, and a pair of
 * which one side is left out does not count: with one candidate on that engine these cases would
 * only cost time.
 */
record ToolCases(List<Candidate> candidates) {
  /** Whether every candidate may take functions; one that refuses shows it when it is asked. */
  boolean possible() {
    return candidates.stream()
        .allMatch(each ->
            switch (each.source()) {
              case Candidate.Outside _, Candidate.Later _ -> true;
              case Candidate.CatalogueModel _, Candidate.ModelFile _ -> false;
            });
  }

  /** The suites with the cases that can be planned. */
  List<Suite> plannable(List<Suite> suites) {
    return possible()
        ? suites
        : suites.stream()
            .map(suite -> suite.withCases(suite.cases().stream().filter(ToolCases::talks).toList()))
            .toList();
  }

  /**
   * The same, at least one case.
   *
   * @throws ProblemException where all cases offer functions and a candidate cannot take them
   */
  List<Suite> checked(List<Suite> suites) {
    List<Suite> left = plannable(suites);
    boolean none = left.stream().allMatch(suite -> suite.cases().isEmpty());
    Optional<Text> why = note(suites);
    if (none && why.isPresent()) {
      throw new ProblemException(
          new Problem(
              new Text("一道题也出不了：" + why.get().zh(), "No case is left: " + why.get().en()),
              new Text(
                  "把每个候选都换成接口（endpoint），或者加上不用工具的题。",
                  "Make every candidate an endpoint, or add cases without tools.")));
    }
    return left;
  }

  /** Whether a case offers no functions. */
  static boolean talks(Case each) {
    return each.tools().isEmpty();
  }

  /** What the report says where cases were left out for it. */
  Optional<Text> note(List<Suite> suites) {
    long left =
        suites.stream()
            .flatMap(suite -> suite.cases().stream())
            .filter(each -> !talks(each))
            .count();
    return left == 0 || possible()
        ? Optional.empty()
        : Optional.of(
            new Text(
                left + " 道要调用工具的题没有出：内嵌引擎不支持工具调用，各候选都用接口时才出",
                left
                    + " cases with tools are left out: the embedded engine takes none; they are"
                    + " asked where every candidate is an endpoint"));
  }
}
