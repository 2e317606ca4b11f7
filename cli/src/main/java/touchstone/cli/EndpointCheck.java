package touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ClientSettings;
import touchstone.endpoint.EndpointProbe;
import touchstone.endpoint.ProbeReport;
import touchstone.endpoint.Retrying;
import touchstone.model.Endpoint;
import touchstone.model.Problem;
import touchstone.model.Text;

/** What the doctor sees of an endpoint that the user gave. */
record EndpointCheck(ClientSettings settings) {
  List<Finding> findings(Endpoint endpoint) {
    Text what = new Text("接口", "Endpoint");
    try (ChatClient client = new ChatClient(settings.with(Retrying.never()))) {
      ProbeReport report = new EndpointProbe(client).probe(endpoint);
      List<Finding> findings = new ArrayList<>();
      findings.add(
          new Finding(
              report.usable() ? Finding.Level.GOOD : Finding.Level.BAD,
              what,
              found(endpoint, report),
              Text.same("")));
      for (Problem each : report.problems()) {
        findings.add(
            new Finding(
                report.usable() ? Finding.Level.ODD : Finding.Level.BAD,
                what,
                each.what(),
                each.nextStep()));
      }
      return findings;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static Text found(Endpoint endpoint, ProbeReport report) {
    String models = String.join(", ", report.models().stream().limit(5).toList());
    String address = Shown.address(endpoint.url());
    return new Text(
        address + (report.usable() ? " 能回答" : " 不能回答") + (models.isEmpty() ? "" : "，模型有：" + models),
        address
            + (report.usable() ? " answers" : " does not answer")
            + (models.isEmpty() ? "" : ", models: " + models));
  }
}
