package touchstone.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.EndpointProbe;
import touchstone.endpoint.ProbeReport;
import touchstone.endpoint.Retrying;
import touchstone.model.Candidate;
import touchstone.model.Endpoint;
import touchstone.model.ProblemException;

/** Asks every endpoint of a selection one small question, all at once, before a run is begun. */
record Probing(Workplace workplace) {
  /**
   * What became of it, in the order of the candidates; those that are no endpoints are left out.
   *
   * @param agreed the questions that the user was shown and said yes to
   * @throws ProblemException where a variable is not set, or a question is open
   */
  ArrayNode of(Draft draft, Set<String> agreed) throws InterruptedException {
    List<Candidate> candidates = draft.selection().candidates();
    Draft.agree(candidates, Optional.empty(), agreed, workplace);
    ArrayNode found = Reply.object().putArray("endpoints");
    try (ChatClient client = new ChatClient(workplace.client().with(Retrying.never()));
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ObjectNode>> asked = new ArrayList<>();
      for (Candidate each : candidates) {
        endpoint(each)
            .ifPresent(
                endpoint -> asked.add(executor.submit(() -> probed(each, endpoint, client))));
      }
      for (Future<ObjectNode> each : asked) {
        found.add(each.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return found;
  }

  private static Optional<Endpoint> endpoint(Candidate candidate) {
    return candidate.source() instanceof Candidate.Outside out
        ? Optional.of(
            new Endpoint(
                out.url(), out.model(), out.apiKey(), out.headers(), out.extraBody(), false))
        : Optional.empty();
  }

  private static ObjectNode probed(Candidate candidate, Endpoint endpoint, ChatClient client)
      throws InterruptedException {
    ObjectNode node = Reply.object().put("id", candidate.id()).put("label", candidate.label());
    ArrayNode problems = node.putArray("problems");
    try {
      ProbeReport report = new EndpointProbe(client).probe(endpoint);
      node.put("usable", report.usable());
      report.problems().forEach(each -> problems.add(Reply.problem(422, each)));
    } catch (ProblemException fault) {
      node.put("usable", false);
      problems.add(Reply.problem(422, fault.problem()));
    }
    return node;
  }
}
