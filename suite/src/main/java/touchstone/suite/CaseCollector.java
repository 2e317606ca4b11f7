package touchstone.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import touchstone.document.Document;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.document.Words;
import touchstone.model.Case;
import touchstone.model.Dimension;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** Gathers the cases of a suite over its files; not thread-safe. */
final class CaseCollector {
  private record Placed(Value place, Case read, Review review) {}

  private final Path head;
  private final CaseReader reader;
  private final ShopReferences shop;
  private final SuiteDigest digest;
  private final Map<String, Placed> good = new LinkedHashMap<>();
  private final List<Problem> bad = new ArrayList<>();

  CaseCollector(Path head, CaseReader reader, ShopReferences shop, SuiteDigest digest) {
    this.head = head;
    this.reader = reader;
    this.shop = shop;
    this.digest = digest;
  }

  /** Takes an item of the head's list: the name of a case file, or a case itself. */
  void add(Value item) {
    if (item.isMapping()) {
      addCase(item, reader);
    } else {
      noting(() -> addFile(item));
    }
  }

  private void addFile(Value name) {
    Path folder = Optional.ofNullable(head.toAbsolutePath().getParent()).orElse(head);
    Path file = folder.resolve(name.name()).normalize();
    if (!file.startsWith(folder.normalize())) {
      throw name.problem(
          new Text("用例文件要放在 suite.yaml 所在的文件夹里", "case files must lie in the suite's folder"),
          new Text("请写相对文件名，如 semantics.yaml。", "Write a relative name such as semantics.yaml."));
    }
    Value content = Document.read(file).filled(shop::fill);
    digest.add(content);
    if (content.isList()) {
      content.items().forEach(each -> addCase(each, reader));
      return;
    }
    Fields fields = content.fields("dimension", "tools", "cases");
    Optional<Dimension> dimension =
        fields.optional("dimension").map(each -> each.choice(CaseReader.graded()));
    CaseReader ofFile =
        new CaseReader(
            reader.prompts(),
            reader.defaults(),
            reader.toolbox(),
            dimension,
            fields.optional("tools").map(reader.toolbox()::named).orElse(List.of()));
    fields.required("cases").items().forEach(each -> addCase(each, ofFile));
  }

  private void addCase(Value value, CaseReader with) {
    noting(() -> {
      Case read = with.read(value);
      Placed earlier =
          good.putIfAbsent(read.id(), new Placed(value, read, CaseReader.review(value)));
      if (earlier != null) {
        throw value
            .fields(value.entries().keySet().toArray(String[]::new))
            .required("id")
            .problem(
                new Text(
                    "编号“" + read.id() + "”已在 " + earlier.place().place() + " 用过",
                    "id '" + read.id() + "' is taken at " + earlier.place().place()),
                new Text("请换一个编号。", "Choose another id."));
      }
    });
  }

  private void noting(Runnable reading) {
    try {
      reading.run();
    } catch (ProblemException e) {
      bad.add(e.problem());
    }
  }

  /** The good cases in the order of the files; those with a missing twin turn bad here. */
  List<Case> goodCases() {
    boolean lost = true;
    while (lost) {
      List<Placed> orphans =
          good.values().stream()
              .filter(each -> each.review() == Review.ACCEPTED)
              .filter(this::twinMissing)
              .toList();
      orphans.forEach(orphan -> noting(() -> sayMissing(orphan)));
      orphans.forEach(orphan -> good.remove(orphan.read().id()));
      lost = !orphans.isEmpty();
    }
    return cases(Review.ACCEPTED);
  }

  /** The good cases of which a person has decided this, in the order of the files. */
  List<Case> cases(Review review) {
    return good.values().stream()
        .filter(each -> each.review() == review)
        .map(Placed::read)
        .toList();
  }

  private boolean twinMissing(Placed placed) {
    String id = placed.read().id();
    return placed.read().cleanTwin().filter(twin -> twin.equals(id) || !accepted(twin)).isPresent();
  }

  private boolean accepted(String id) {
    Placed placed = good.get(id);
    return placed != null && placed.review() == Review.ACCEPTED;
  }

  private void sayMissing(Placed placed) {
    Value twin =
        placed
            .place()
            .fields(placed.place().entries().keySet().toArray(String[]::new))
            .required("twin");
    String id = twin.text();
    List<String> others =
        good.keySet().stream().filter(each -> !each.equals(placed.read().id())).toList();
    throw twin.problem(
        new Text("没有编号为“" + id + "”的用例可以配对", "there is no case '" + id + "' to pair with"),
        Words.nearest(id, others)
            .map(near -> new Text("是不是想写 " + near + "？", "Did you mean " + near + "?"))
            .orElse(
                new Text(
                    "twin 应写同一套里另一条能用的用例的编号。", "Give the id of another good case of this suite.")));
  }

  List<Problem> badCases() {
    return List.copyOf(bad);
  }
}
