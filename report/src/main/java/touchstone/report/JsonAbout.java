package touchstone.report;

import static touchstone.report.JsonReport.array;
import static touchstone.report.JsonReport.number;
import static touchstone.report.JsonReport.object;
import static touchstone.report.JsonReport.text;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Dimension;

/** What report.json says of the run itself: how, where and with what it was made. */
record JsonAbout(ReportInput input) {
  /** Adds the fields in their fixed order. */
  void into(ObjectNode root) {
    number(root, "wall_seconds", input.run().wallSeconds());
    number(root, "overhead_share", input.run().overheadShare());
    number(root, "engine_seconds", input.run().engineSeconds());
    input.run().client().ifPresent(each -> root.set("measuring_client", client(each)));
    root.set("run", run());
    root.set("requirements", requirements());
    root.set("settings", settings());
    root.set("seeds", seeds());
    root.set("versions", versions());
    root.set("hardware", hardware());
    root.set("timings", timings());
    root.set("incidents", incidents());
  }

  private ObjectNode run() {
    ReportInput.Run run = input.run();
    return object()
        .put("id", run.id())
        .put("name", run.name())
        .put("started", run.started())
        .put("finished", run.finished());
  }

  private ObjectNode requirements() {
    ObjectNode node = object();
    ObjectNode weights = node.putObject("weights");
    ObjectNode floors = node.putObject("floors");
    for (Dimension each : Dimension.values()) {
      number(weights, each.id(), input.requirements().weights().getOrDefault(each, 0.0));
      number(floors, each.id(), input.requirements().floor(each));
    }
    number(node, "margin", input.requirements().margin());
    ArrayNode slos = node.putArray("slos");
    input
        .requirements()
        .slos()
        .forEach(slo -> {
          ObjectNode out = slos.addObject().put("metric", slo.metric().name());
          number(out, "quantile", slo.quantile());
          number(out, "limit_ms", slo.limitMillis());
        });
    node.put("daily_conversations", input.requirements().dailyConversations());
    return node.put("currency", input.requirements().currency());
  }

  private ObjectNode settings() {
    ReportInput.Plan plan = input.plan();
    ObjectNode node = object();
    node.put("depth", plan.depth()).put("trials", plan.trials());
    ObjectNode cases = node.putObject("cases");
    for (Dimension each : Dimension.values()) {
      if (plan.cases().containsKey(each)) {
        cases.put(each.id(), plan.cases().get(each));
      }
    }
    node.set("scoring", text(plan.scoring()));
    plan.notes().ifPresent(notes -> node.set("notes", text(notes)));
    ObjectNode more = node.putObject("values");
    plan.settings().forEach(each -> more.set(each.id(), text(each.value())));
    return node;
  }

  private ObjectNode seeds() {
    ObjectNode node = object();
    ReportInput.sorted(input.plan().seeds()).forEach(e -> node.put(e.getKey(), e.getValue()));
    return node;
  }

  private ObjectNode versions() {
    ObjectNode node = object();
    ReportInput.sorted(input.versions()).forEach(e -> node.put(e.getKey(), e.getValue()));
    return node;
  }

  private static ObjectNode client(ReportInput.Client client) {
    ObjectNode node = object().put("engine", client.engine());
    ObjectNode error = node.putObject("engine_error_us");
    number(error, "p50", client.errorP50Micros());
    number(error, "p99", client.errorP99Micros());
    return node;
  }

  private ObjectNode hardware() {
    ReportInput.Machine machine = input.machine();
    return object()
        .put("cpu", machine.cpu())
        .put("cores", machine.cores())
        .put("memory_bytes", machine.memoryBytes())
        .put("os", machine.os())
        .put("jdk", machine.jdk());
  }

  private ArrayNode timings() {
    ArrayNode array = array();
    for (ReportInput.Timing each : input.timings()) {
      ObjectNode node = array.addObject().put("id", each.id());
      each.candidate()
          .ifPresentOrElse(id -> node.put("candidate", id), () -> node.putNull("candidate"));
      number(node, "seconds", each.seconds());
    }
    return array;
  }

  private ArrayNode incidents() {
    ArrayNode array = array();
    for (ReportInput.Incident each : input.incidents()) {
      ObjectNode node = array.addObject().put("kind", each.kind());
      each.candidate()
          .ifPresentOrElse(id -> node.put("candidate", id), () -> node.putNull("candidate"));
      node.put("count", each.count()).set("text", text(each.text()));
    }
    return array;
  }
}
