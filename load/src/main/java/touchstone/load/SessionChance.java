package touchstone.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/**
 * What chance decides of sessions, all of it from the seed: who comes, how far those are who are
 * already there, how long each thinks.
 *
 * <p>Thinking is exponential. Of all distributions with one parameter it is the one without memory:
 * how long a customer has thought already says nothing about how long is left, so that those who
 * are in the middle of a pause when the clock starts need no history. Log-normal pauses would fit
 * people better in the tail, but need a second parameter that nobody knows for their customers.
 *
 * @param conversations at least one; a new customer has any of them with the same chance
 * @param think how long a customer thinks on average before each turn but the first
 */
public record SessionChance(List<Conversation> conversations, Duration think, long seed) {
  private static final long SPREAD = 1_000_003;

  public SessionChance {
    conversations = List.copyOf(conversations);
  }

  /** A new customer. */
  Customer fresh(int session) {
    SplittableRandom random = random(session);
    return new Customer(session, drawn(random, _ -> 1), 0, think, random);
  }

  /**
   * Customers who hold their places at any moment of a closed loop that has long been running: of a
   * place's time, a conversation takes as much as it has turns, and each of its turns is as likely
   * to be next.
   *
   * @return with sessions from 0 on
   */
  List<Customer> present(int customers) {
    List<Customer> present = new ArrayList<>();
    for (int i = 0; i < customers; i++) {
      SplittableRandom random = random(i);
      Conversation drawn = drawn(random, each -> each.turns().size());
      present.add(new Customer(i, drawn, random.nextInt(drawn.turns().size()), think, random));
    }
    return present;
  }

  /**
   * Customers who think at any moment of an open loop that has long been running: as many on
   * average as come in the time that their pauses take, Poisson; those who wait for an answer at
   * that moment are left out, for nobody knows yet how long that takes.
   *
   * @param perSecond new customers
   * @return with sessions from 0 on
   */
  List<Customer> thinking(double perSecond) {
    SplittableRandom random = random(-1);
    double mean = expected(perSecond);
    int present = 0;
    for (double sum = random.nextExponential(); sum < mean; sum += random.nextExponential()) {
      present++;
    }
    List<Customer> thinking = new ArrayList<>();
    for (int i = 0; i < present; i++) {
      SplittableRandom own = random(i);
      Conversation drawn = drawn(own, each -> each.turns().size() - 1);
      int next = 1 + own.nextInt(drawn.turns().size() - 1);
      thinking.add(new Customer(i, drawn, next, think, own));
    }
    return thinking;
  }

  /** How many customers of an open loop think at a moment, on average. */
  public double expected(double perSecond) {
    double pauses =
        conversations.stream().mapToInt(each -> each.turns().size() - 1).average().orElse(0);
    return perSecond * pauses * think.toNanos() / 1e9;
  }

  private Conversation drawn(SplittableRandom random, ToIntFunction<Conversation> weight) {
    long all = conversations.stream().mapToLong(weight::applyAsInt).sum();
    long left = random.nextLong(all);
    for (Conversation each : conversations) {
      left -= weight.applyAsInt(each);
      if (left < 0) {
        return each;
      }
    }
    return conversations.getLast();
  }

  private SplittableRandom random(int session) {
    return new SplittableRandom(seed * SPREAD + session);
  }
}
