package touchstone.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.suite.SuiteFolders;
import touchstone.suite.SuiteReader;

/**
 * The shop profile that a selection or {@code --shop} puts in the place of the suites' own.
 *
 * @param suitesRoot where suites that ship are found
 */
public record ShopChoice(Selection selection, Path suitesRoot) {
  /**
   * What the report says about it, where there is one.
   *
   * @throws ProblemException where it cannot be read, lacks a name, or no suite refers to one
   */
  public Optional<Text> note() {
    return selection.shop().map(this::note);
  }

  private Text note(Path profile) {
    List<String> follow =
        selection.suites().stream().filter(name -> follows(name, profile)).toList();
    if (follow.isEmpty()) {
      throw new ProblemException(
          new Problem(
              new Text(
                  "店铺档案 " + profile + " 用不上：选的测试集都没有 shop.yaml",
                  profile + " is of no use: none of the suites has a shop.yaml"),
              new Text(
                  "去掉它，或换成有店铺档案的测试集，如 customer-service-zh。",
                  "Leave it out, or take a suite that has one, such as customer-service-zh.")));
    }
    return new Text(
        "按店铺档案 " + profile + " 出题：" + String.join("、", follow),
        "By the shop profile " + profile + ": " + String.join(", ", follow));
  }

  private boolean follows(String suite, Path profile) {
    return SuiteReader.read(SuiteFolders.find(suite, suitesRoot), profile).shop().isPresent();
  }
}
