package touchstone.cli;

import java.util.List;
import java.util.Optional;
import touchstone.model.Text;
import touchstone.run.Selection;

/** The shop profile that a selection or {@code --shop} puts in the place of the suites' own. */
record ShopChoice(Wiring wiring, Selection selection) {
  /**
   * What the report says about it, where there is one.
   *
   * @throws UsageProblem where it cannot be read, lacks a name, or no suite refers to one
   */
  Optional<Text> note() {
    return selection
        .shop()
        .map(profile -> {
          List<String> follow =
              selection.suites().stream()
                  .filter(name ->
                      UsageProblem.in(() -> wiring.suite(name, selection.shop()))
                          .shop()
                          .isPresent())
                  .toList();
          if (follow.isEmpty()) {
            throw new UsageProblem(
                new Text(
                    "店铺档案 " + profile + " 用不上：选的测试集都没有 shop.yaml",
                    profile + " is of no use: none of the suites has a shop.yaml"),
                new Text(
                    "去掉它，或换成有店铺档案的测试集，如 customer-service-zh。",
                    "Leave it out, or take a suite that has one, such as customer-service-zh."));
          }
          return new Text(
              "按店铺档案 " + profile + " 出题：" + String.join("、", follow),
              "By the shop profile " + profile + ": " + String.join(", ", follow));
        });
  }
}
