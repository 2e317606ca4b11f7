package touchstone.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import touchstone.model.ChatRequest;
import touchstone.model.Sampling;

/** One customer in a conversation. Used by one thread at a time. */
final class Customer {
  private final int session;
  private final Conversation conversation;
  private final int startsAt;
  private final Duration think;
  private final SplittableRandom random;
  private final List<String> answers = new ArrayList<>();

  /**
   * @param startsAt the first turn that is asked while the clock runs
   */
  Customer(
      int session,
      Conversation conversation,
      int startsAt,
      Duration think,
      SplittableRandom random) {
    this.session = session;
    this.conversation = conversation;
    this.startsAt = startsAt;
    this.think = think;
    this.random = random;
  }

  int startsAt() {
    return startsAt;
  }

  /** How many turns are left to ask before the clock starts. */
  int behind() {
    return Math.max(0, startsAt - answers.size());
  }

  /** The turn that is asked next. */
  SessionTurn turn() {
    return new SessionTurn(session, answers.size(), conversation.turns().size());
  }

  boolean done() {
    return answers.size() == conversation.turns().size();
  }

  ChatRequest request(Sampling sampling, long seed) {
    return new ChatRequest(conversation.messages(answers), sampling, seed, Optional.empty());
  }

  /** What the endpoint answered to the turn that was asked. */
  void heard(String answer) {
    answers.add(answer);
  }

  /** How long this customer thinks before the next turn. */
  long thinkNanos() {
    return Math.round(random.nextExponential() * think.toNanos());
  }
}
