package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import touchstone.grading.Polarity.Sense;
import touchstone.model.Check.KeyPoint;

/**
 * A key point in the spelling of {@link NormalText}, and where an answer speaks of it: the smallest
 * stretches of clauses, within one sentence and its neighbour, that hold every topic group and
 * every slot.
 */
final class Statement {
  /** Clauses that a statement may be spread over. */
  private static final int WIDEST = 8;

  private static final Words SHORT_OF = Words.of("不是 并非 而非 不到 不足 不满 不止 未满 没满");
  private static final Words FILLER =
      Words.of("是 都 也 就 目前 暂时 暂 这个 这边 我们 一律 均 全都 统统 亲 抱歉 的 哦 您 很 非常");

  private final List<List<Phrase>> topic;
  private final List<Value> slots;
  private final List<String> literals;
  private final String slotText;
  private final boolean forbidden;

  /**
   * A place where the statement's words stand, and what is said of them.
   *
   * @param firm an explicit 可以 or 能 without a condition stands there
   */
  record Place(int from, int to, Sense sense, boolean firm) {}

  Statement(KeyPoint point) {
    topic = point.topic().stream().map(group -> group.stream().map(Phrase::of).toList()).toList();
    forbidden = point.forbidden();
    slotText = String.join(" ", point.slots());
    var values = new ArrayList<Value>();
    var words = new ArrayList<String>();
    for (String slot : point.slots()) {
      String text = NormalText.of(slot).text();
      List<Value> parsed = Values.in(text);
      values.addAll(parsed);
      if (parsed.isEmpty() && !text.isEmpty()) {
        words.add(text);
      }
    }
    slots = List.copyOf(values);
    literals = List.copyOf(words);
  }

  boolean hasSlots() {
    return !slots.isEmpty() || !literals.isEmpty();
  }

  /** Where the whole statement is spoken of. */
  List<Place> places(Answer answer) {
    if (forbidden && topic.size() > 1 && !hasSlots()) {
      return ClauseStatement.places(answer, topic);
    }
    var items = new ArrayList<>(topicSpots(answer));
    items.addAll(slotSpots(answer));
    List<Place> whole = stretches(answer, items, topic.size());
    return whole.isEmpty() && !forbidden
        ? elliptic(answer, items).map(List::of).orElse(List.of())
        : whole;
  }

  /** Where the topic is spoken of, whatever the slots are. */
  List<Place> topicPlaces(Answer answer) {
    return topic.isEmpty() ? List.of() : stretches(answer, topicSpots(answer), topic.size());
  }

  /** A value beside the topic that measures the same as a slot and differs from every slot. */
  Optional<Value> changed(Answer answer, Place place) {
    return answer.values().stream()
        .filter(said -> said.start() >= place.from() && said.end() <= place.to())
        .filter(said -> slots.stream().anyMatch(slot -> slot.comparable(said)))
        .filter(said -> slots.stream().noneMatch(slot -> slot.sameAs(said)))
        .findFirst();
  }

  /** A later sum where nothing but an amount of money is asked for. */
  Optional<Value> laterTotal(Answer answer) {
    return topic.isEmpty() && slots.size() == 1 && literals.isEmpty()
        ? Totals.later(answer, slots.getFirst())
        : Optional.empty();
  }

  private List<List<Spot>> topicSpots(Answer answer) {
    var all = new ArrayList<List<Spot>>();
    for (List<Phrase> group : topic) {
      var spots = new ArrayList<Spot>();
      for (Phrase word : group) {
        spots.addAll(Spot.all(answer, word));
      }
      all.add(spots);
    }
    return all;
  }

  private List<List<Spot>> slotSpots(Answer answer) {
    var all = new ArrayList<List<Spot>>();
    for (Value slot : slots) {
      var spots = new ArrayList<Spot>();
      for (Value said : answer.values()) {
        if (slot.sameAs(said) && !shortOf(answer.text(), said.start())) {
          spots.add(Spot.of(answer, said.start(), said.end()));
        }
      }
      all.add(spots);
    }
    for (String literal : literals) {
      all.add(Spot.all(answer, Phrase.of(literal)));
    }
    return all;
  }

  /** 不是3天 and 不满300 state neither 3天 nor 300, unless the slot itself says so. */
  private boolean shortOf(String text, int at) {
    int from = Math.max(0, at - 2);
    int found = SHORT_OF.find(text, from, at);
    return found >= 0 && !slotText.contains(text.substring(found, at));
  }

  private static List<Place> stretches(Answer answer, List<List<Spot>> items, int topics) {
    if (items.isEmpty() || items.stream().anyMatch(List::isEmpty)) {
      return List.of();
    }
    int clauses = answer.clauses().size();
    long[] masks = new long[clauses];
    for (int i = 0; i < items.size(); i++) {
      for (Spot spot : items.get(i)) {
        masks[spot.clause()] |= 1L << i;
      }
    }
    long full = (1L << items.size()) - 1;
    var places = new ArrayList<Place>();
    int shortest = Integer.MAX_VALUE;
    for (int first = clauses - 1; first >= 0; first--) {
      int last = last(answer.clauses(), masks, first, full);
      if (last >= 0 && last < shortest) {
        shortest = last;
        places.add(place(answer, items, topics, first, last));
      }
    }
    return places.reversed();
  }

  private static int last(List<Clause> clauses, long[] masks, int first, long full) {
    long seen = 0;
    int sentence = clauses.get(first).sentence();
    for (int i = first; i < Math.min(clauses.size(), first + WIDEST); i++) {
      if (clauses.get(i).sentence() > sentence + 1) {
        return -1;
      }
      seen |= masks[i];
      if (seen == full) {
        return i;
      }
    }
    return -1;
  }

  private static Place place(
      Answer answer, List<List<Spot>> items, int topics, int first, int last) {
    Sense sense = Sense.OPEN;
    boolean firm = false;
    for (int i = last; i >= first && sense == Sense.OPEN; i--) {
      int clause = i;
      Optional<Spot> named = Spot.last(items.subList(0, topics), clause);
      boolean decided = answer.polarity().decided(answer.clauses().get(clause));
      Optional<Spot> spot =
          named.isPresent() || !(decided || topics == 0) ? named : Spot.last(items, clause);
      if (spot.isPresent()) {
        sense = sense(answer, spot.get(), clause);
        firm = answer.polarity().firm(answer.clauses().get(clause), spot.get().end());
      }
    }
    boolean excepted =
        Excepted.within(
            answer.text(), items, answer.clauses().get(first), answer.clauses().get(last));
    if (excepted && sense != Sense.OPEN) {
      sense = sense == Sense.AFFIRMED ? Sense.DENIED : Sense.AFFIRMED;
    }
    return new Place(
        answer.clauses().get(first).start(), answer.clauses().get(last).end(), sense, firm);
  }

  private static Sense sense(Answer answer, Spot spot, int index) {
    Clause clause = answer.clauses().get(index);
    Sense sense = answer.polarity().at(clause, spot.start(), spot.end());
    if (sense == Sense.AFFIRMED
        && !answer.polarity().decided(clause)
        && index + 1 < answer.clauses().size()) {
      Clause next = answer.clauses().get(index + 1);
      return bareVerdict(answer, next) == Sense.DENIED ? Sense.DENIED : sense;
    }
    return sense;
  }

  /** A short clause that only says yes or no of what stood before it: 是不支持的哦. */
  private static Sense bareVerdict(Answer answer, Clause clause) {
    int at = clause.start();
    while (at < clause.end() && FILLER.at(answer.text(), at) > 0) {
      at += FILLER.at(answer.text(), at);
    }
    return at < clause.end() ? answer.polarity().bare(clause, at) : Sense.OPEN;
  }

  /** An answer whose subject stands in the question only: 能退吗？— 可以的，七天内都行。 */
  private Optional<Place> elliptic(Answer answer, List<List<Spot>> items) {
    List<Clause> opening =
        answer.clauses().stream().filter(clause -> clause.sentence() <= 1).limit(WIDEST).toList();
    if (opening.isEmpty() || topic.isEmpty()) {
      return Optional.empty();
    }
    int end = opening.getLast().end();
    int present = -1;
    for (int i = 0; i < items.size(); i++) {
      Optional<Spot> here = items.get(i).stream().filter(spot -> spot.end() <= end).findFirst();
      if (here.isEmpty() && (i >= topic.size() || !asked(answer, topic.get(i)))) {
        return Optional.empty();
      }
      present = here.map(Spot::clause).orElse(present);
    }
    Optional<Clause> verdict =
        opening.stream()
            .limit(3)
            .filter(clause -> bareVerdict(answer, clause) != Sense.OPEN)
            .findFirst();
    if (verdict.isPresent()) {
      Clause clause = verdict.get();
      int to =
          present < 0 ? clause.end() : Math.max(clause.end(), answer.clauses().get(present).end());
      Sense sense = bareVerdict(answer, clause);
      return Optional.of(new Place(clause.start(), to, sense, sense == Sense.AFFIRMED));
    }
    if (present < 0 || !hasSlots()) {
      return Optional.empty();
    }
    Clause clause = answer.clauses().get(present);
    Optional<Spot> spot = Spot.last(items, present);
    return spot.map(each ->
        new Place(
            clause.start(),
            clause.end(),
            answer.polarity().at(clause, each.start(), each.end()),
            false));
  }

  /** Whether the question names every topic. */
  boolean asked(Answer answer) {
    return !topic.isEmpty() && topic.stream().allMatch(group -> asked(answer, group));
  }

  private static boolean asked(Answer answer, List<Phrase> group) {
    return group.stream().anyMatch(word -> word.standsIn(answer.question().text()));
  }
}
