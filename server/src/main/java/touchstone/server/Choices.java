package touchstone.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.deploy.CatalogueEntry;
import touchstone.model.Dimension;
import touchstone.model.ProblemException;
import touchstone.model.Suite;
import touchstone.suite.SuiteFolders;
import touchstone.suite.SuiteReader;
import touchstone.verdict.Requirements;

/** What a selection can be made of: the catalogue's models, the suites, the dimensions. */
record Choices(Workplace workplace) {
  ArrayNode models() {
    ArrayNode models = Reply.object().putArray("models");
    for (CatalogueEntry entry : workplace.catalogue().entries()) {
      ObjectNode node = models.addObject().put("name", entry.name());
      node.set("title", Reply.text(entry.title()));
      node.put("parameters", entry.parameters()).put("quantization", entry.quantization());
      node.put("contextTokens", entry.contextTokens());
      node.put("licence", entry.licence().name());
      node.put("licenceLink", entry.licence().link().toString());
      node.set("terms", Reply.text(entry.licence().statement()));
      node.put("cached", workplace.cached(entry));
    }
    return models;
  }

  /**
   * The suites that ship, then one's own; one that cannot be read says so instead of hiding the
   * others.
   */
  ArrayNode suites() {
    ArrayNode suites = Reply.object().putArray("suites");
    for (String name : SuiteFolders.names(workplace.suitesRoot())) {
      suites.add(
          suite(name, name, SuiteFolders.find(name, workplace.suitesRoot())).put("own", false));
    }
    for (Path folder : workplace.ownSuites().all()) {
      String label = String.valueOf(folder.getFileName());
      suites.add(suite(folder.toAbsolutePath().toString(), label, folder).put("own", true));
    }
    return suites;
  }

  /**
   * One suite.
   *
   * @param name as a selection names it
   */
  private static ObjectNode suite(String name, String label, Path folder) {
    ObjectNode node = Reply.object().put("name", name).put("label", label);
    try {
      Suite suite = SuiteReader.read(folder).suite();
      node.set("title", Reply.text(suite.title()));
      node.put("language", suite.language()).put("cases", suite.cases().size());
      node.set("dimensions", dimensions(suite));
    } catch (ProblemException fault) {
      node.set("problem", Reply.problem(422, fault.problem()));
    }
    return node;
  }

  private static ObjectNode dimensions(Suite suite) {
    Map<String, Integer> counts = new TreeMap<>();
    suite.cases().forEach(each -> counts.merge(each.dimension().id(), 1, Integer::sum));
    ObjectNode node = Reply.object();
    counts.forEach(node::put);
    return node;
  }

  /** The dimensions with the weight and the floor that hold where a selection names none. */
  ArrayNode dimensions() {
    ArrayNode dimensions = Reply.object().putArray("dimensions");
    for (Dimension each : Dimension.values()) {
      ObjectNode node = dimensions.addObject().put("id", each.id());
      node.set("title", Reply.text(each.title()));
      node.put("weight", Requirements.DEFAULT.weight(each));
      node.put("floor", Requirements.DEFAULT.floor(each));
    }
    return dimensions;
  }
}
