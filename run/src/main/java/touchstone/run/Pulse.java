package touchstone.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.Exchange;
import touchstone.model.Message;
import touchstone.model.Outcome;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Sampling;
import touchstone.model.Text;

/**
 * Finds out whether a candidate still answers where the last thing that it did was to fail: what a
 * server fails at while it is up is a result, what a server fails at that is gone is none.
 */
record Pulse(Session session, Endpoint endpoint) {
  private static final Sampling SHORT = new Sampling(4, 0, OptionalDouble.empty());

  /**
   * Asks for one word, as often as any graded request.
   *
   * @throws ProblemException with the way to go on later, where no answer comes
   */
  void check() {
    ChatRequest greeting = new ChatRequest(List.of(Message.user("你好")), SHORT, 1, Optional.empty());
    Exchange exchange = session.asker().ask(endpoint, greeting);
    session.governor().charge(session.candidate(), exchange.usage());
    boolean gone = exchange.outcome() == Outcome.INFRA_FAIL;
    session.event("pulse", session.candidate().id(), Map.of("gone", gone ? 1.0 : 0.0));
    if (gone) {
      throw new ProblemException(gone(exchange.detail()));
    }
  }

  private Problem gone(String detail) {
    String label = session.candidate().label();
    return new Problem(
        new Text(
            "候选“" + label + "”（" + endpoint.url() + "）中途不再应答：" + detail,
            "Candidate '" + label + "' (" + endpoint.url() + ") stopped answering: " + detail),
        Patience.GO_ON);
  }
}
