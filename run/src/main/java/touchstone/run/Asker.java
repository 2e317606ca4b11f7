package touchstone.run;

import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ChatResult;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.Exchange;
import touchstone.model.ProblemException;

/** Puts one request to an endpoint and waits for its end. */
@FunctionalInterface
interface Asker {
  /**
   * @return how it ended, failures included
   * @throws ProblemException where no further request could do better, e.g. a wrong key
   */
  Exchange ask(Endpoint endpoint, ChatRequest request);

  /**
   * Asks through a client that tries again where the fault may pass; a request of a batch is sent
   * once, because only the whole batch can be asked again.
   */
  static Asker through(ChatClient client) {
    return (endpoint, request) -> {
      try {
        ChatResult result =
            request.batch().isPresent()
                ? client.once(endpoint, request)
                : client.send(endpoint, request);
        if (result.advice() == ChatResult.Advice.STOP && result.problem().isPresent()) {
          throw new ProblemException(result.problem().get());
        }
        return result.exchange();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Gang.Interrupted(e);
      }
    };
  }
}
