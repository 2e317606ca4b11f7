package touchstone.drafts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import touchstone.grading.Stated;
import touchstone.model.Check.KeyPoint;

/**
 * Takes key points out of an answer by rules: amounts, dates, durations and shares with what they
 * belong to, what is denied, what is affirmed, what the customer has to bring. Only those that pass
 * their {@link Proof} are kept.
 */
record PointFinder(Vocabulary vocabulary) {
  private static final int MOST_POINTS = 5;
  private static final int NEAR_SENTENCES = 2;
  private static final int MOST_ITEMS = 4;
  private static final int LONGEST_STATEMENT = 40;
  private static final double FULL = 2;
  private static final double HALF = 1;
  private static final double SLIGHT = 0.5;

  /** The key points of an answer; empty where it has none that could be decided. */
  List<KeyPoint> points(Pair pair, String system) {
    List<Stated> clauses = Stated.in(pair.answer());
    Reading reading = new Reading(pair, system, clauses, vocabulary.topicsIn(pair.question()));
    List<KeyPoint> points = new ArrayList<>();
    for (int i = 0; i < clauses.size() && points.size() < MOST_POINTS; i++) {
      Stated clause = clauses.get(i);
      boolean bare = clause.words().equalsIgnoreCase("no") && i + 1 < clauses.size();
      if (!clause.asks() && !bare && near(reading, clause)) {
        proved(reading, i).filter(each -> fresh(points, each)).ifPresent(points::add);
      }
    }
    return points.isEmpty() ? listed(reading) : points;
  }

  /**
   * A pair as it is read for key points.
   *
   * @param asked the topics of the question
   */
  private record Reading(
      Pair pair, String system, List<Stated> clauses, List<List<String>> asked) {}

  private static boolean fresh(List<KeyPoint> points, KeyPoint point) {
    return points.stream()
        .noneMatch(
            each -> each.slots().equals(point.slots()) && each.topic().equals(point.topic()));
  }

  /** What stands first, or speaks of what was asked; the rest a good answer may leave out. */
  private boolean near(Reading reading, Stated clause) {
    return clause.sentence() < NEAR_SENTENCES
        || vocabulary.topicsIn(clause.words()).stream().anyMatch(reading.asked::contains);
  }

  private Optional<KeyPoint> proved(Reading reading, int index) {
    Stated clause = reading.clauses.get(index);
    List<KeyPoint> candidates =
        values(clause).findAny().isPresent()
            ? slots(reading, clause)
            : clause.denies()
                ? denials(reading, clause)
                : clause.affirms() && index < 2 && vocabulary.asksYesOrNo(reading.pair.question())
                    ? affirmations(reading, clause)
                    : conditions(clause);
    return candidates.stream().filter(each -> proof(reading, clause, each)).findFirst();
  }

  /** The paper's own words pass, and with the value or the yes and no changed they do not. */
  private boolean proof(Reading reading, Stated clause, KeyPoint point) {
    Pair pair = reading.pair;
    if (!Proof.holds(pair.question(), reading.system, pair.answer(), point)) {
      return false;
    }
    return wrong(clause, point).stream()
        .map(words -> pair.answer().replace(clause.words(), words))
        .filter(answer -> !answer.equals(pair.answer()))
        .noneMatch(answer -> Proof.holds(pair.question(), reading.system, answer, point));
  }

  /** The clause made wrong in what the point is about. */
  private List<String> wrong(Stated clause, KeyPoint point) {
    List<String> wrong = new ArrayList<>();
    for (String slot : point.slots()) {
      wrong.add(clause.words().replace(slot, OtherValue.of(slot)));
    }
    if (point.slots().isEmpty() && (point.denied() || clause.affirms())) {
      vocabulary.opposites().stream()
          .filter(each -> clause.words().contains(each.getFirst()))
          .findFirst()
          .ifPresent(
              each -> wrong.add(clause.words().replaceFirst(each.getFirst(), each.getLast())));
    }
    return wrong;
  }

  private List<KeyPoint> slots(Reading reading, Stated clause) {
    List<String> slots = values(clause).distinct().limit(3).toList();
    List<List<List<String>>> topics = new ArrayList<>();
    List<List<String>> own = vocabulary.topicsIn(clause.words());
    boolean ambiguous = ambiguous(reading, clause);
    if (ambiguous) {
      subject(clause, slots.getFirst()).ifPresent(word -> topics.add(List.of(List.of(word))));
    }
    own.stream().filter(reading.asked::contains).findFirst().ifPresent(t -> topics.add(List.of(t)));
    if (ambiguous) {
      own.stream()
          .filter(each -> !reading.asked.contains(each))
          .findFirst()
          .ifPresent(t -> topics.add(List.of(t)));
    }
    topics.add(List.of());
    double weight = weight(reading, clause);
    List<KeyPoint> candidates = new ArrayList<>();
    for (List<List<String>> topic : topics) {
      if (clause.denies() && !topic.isEmpty()) {
        candidates.add(point(clause, topic, slots, true, weight));
      }
      candidates.add(point(clause, topic, slots, false, weight));
    }
    return candidates;
  }

  /** What can be told wrong; 一单 and 一张 are rather articles than values. */
  private static Stream<String> values(Stated clause) {
    return clause.quantities().stream()
        .filter(each -> !(each.kind().equals("count") && each.words().startsWith("一")))
        .map(Stated.Quantity::words);
  }

  /**
   * Whether another clause states something of the same kind, so that the value needs its topic.
   */
  private static boolean ambiguous(Reading reading, Stated clause) {
    Set<String> kinds = new LinkedHashSet<>();
    clause.quantities().forEach(each -> kinds.add(each.kind()));
    long alike =
        reading.clauses.stream()
            .flatMap(each -> each.quantities().stream())
            .filter(each -> kinds.contains(each.kind()))
            .count();
    long own = clause.quantities().stream().filter(each -> kinds.contains(each.kind())).count();
    return alike > own;
  }

  /** What a value is said of: the words that open the clause. */
  private Optional<String> subject(Stated clause, String slot) {
    int at = clause.words().indexOf(slot);
    return at <= 0 ? Optional.empty() : name(clause.words().substring(0, at));
  }

  /** A short name that says which of several is meant: 银卡, 新疆; a phrase would be reworded. */
  private Optional<String> name(String words) {
    return noun(words)
        .filter(each -> !vocabulary.chinese() || each.length() <= 4)
        .filter(each -> !each.contains("的") && vocabulary.topicsIn(each).isEmpty());
  }

  private List<KeyPoint> denials(Reading reading, Stated clause) {
    Optional<String> subject = name(clause.subject());
    Optional<List<String>> object =
        vocabulary.topicsIn(clause.denied()).stream()
            .findFirst()
            .or(() -> noun(clause.denied()).map(List::of))
            .or(() -> reading.asked.stream().findFirst());
    List<List<List<String>>> topics = new ArrayList<>();
    object.ifPresent(words -> {
      subject
          .filter(each -> !words.contains(each))
          .ifPresent(each -> topics.add(List.of(List.of(each), words)));
      topics.add(List.of(words));
    });
    subject.ifPresent(each -> topics.add(List.of(List.of(each))));
    return topics.stream()
        .map(topic -> point(clause, topic, List.of(), true, weight(reading, clause)))
        .toList();
  }

  private List<KeyPoint> affirmations(Reading reading, Stated clause) {
    List<List<List<String>>> topics = new ArrayList<>();
    List<List<String>> own = vocabulary.topicsIn(clause.words());
    own.stream().filter(reading.asked::contains).forEach(each -> topics.add(List.of(each)));
    reading.asked.forEach(each -> topics.add(List.of(each)));
    noun(reading.pair.question()).ifPresent(each -> topics.add(List.of(List.of(each))));
    return topics.stream().map(topic -> point(clause, topic, List.of(), false, FULL)).toList();
  }

  private List<KeyPoint> conditions(Stated clause) {
    return vocabulary.needsSomething(clause.words())
        ? vocabulary.conditionsIn(clause.words()).stream()
            .map(each -> point(clause, List.of(each), List.of(), false, SLIGHT))
            .toList()
        : List.of();
  }

  /** Where nothing else is stated: what is listed (支付宝、微信), or the few words of the answer. */
  private List<KeyPoint> listed(Reading reading) {
    for (Stated clause : reading.clauses.subList(0, Math.min(2, reading.clauses.size()))) {
      String words = clause.words();
      for (String verb : vocabulary.listVerbs()) {
        int at = words.indexOf(verb);
        words = at >= 0 ? words.substring(at + verb.length()) : words;
      }
      List<String> items =
          Arrays.stream(words.split(vocabulary.chinese() ? "[、和或及与/]" : ",| and | or ", -1))
              .map(String::strip)
              .filter(each -> !each.isEmpty())
              .toList();
      int longest = vocabulary.chinese() ? 8 : 24;
      boolean named =
          items.stream().allMatch(each -> each.length() >= 2 && each.length() <= longest);
      if (named && !items.isEmpty() && items.size() <= MOST_ITEMS && !clause.asks()) {
        List<List<String>> topic = items.stream().map(List::of).toList();
        KeyPoint point = point(clause, topic, List.of(), false, FULL);
        if (Proof.holds(reading.pair.question(), reading.system, reading.pair.answer(), point)) {
          return List.of(point);
        }
      }
    }
    return List.of();
  }

  private double weight(Reading reading, Stated clause) {
    boolean first = clause.sentence() == 0;
    boolean asked = vocabulary.topicsIn(clause.words()).stream().anyMatch(reading.asked::contains);
    return first || asked ? FULL : HALF;
  }

  private static KeyPoint point(
      Stated clause, List<List<String>> topic, List<String> slots, boolean denied, double weight) {
    String words = clause.words().replace('\n', ' ').strip();
    String statement =
        words.length() > LONGEST_STATEMENT ? words.substring(0, LONGEST_STATEMENT) + "…" : words;
    return new KeyPoint(statement, topic, slots, denied, false, weight);
  }

  /** The noun that a few words hold, once what fills the sentence is taken out. */
  private Optional<String> noun(String words) {
    String bare = words.replaceAll("[?？!！。，,、；;：:“”\"'（）()\\s]+", vocabulary.chinese() ? "" : " ");
    if (vocabulary.chinese()) {
      for (String each : filling()) {
        bare = bare.replace(each, "");
      }
      bare =
          bare.replaceAll("^[的了是有和在就都也会将要为把被对从到用需、]+|[的了是有和在就都也会将要为把被对从到满超达收需内后每约最吗呢吧啊么哦哈]+$", "");
      return bare.length() >= 2 && bare.length() <= 6 && bare.matches("[\\p{IsHan}A-Za-z0-9]+")
          ? Optional.of(bare)
          : Optional.empty();
    }
    String stripped = bare.strip();
    List<String> kept =
        Arrays.stream(stripped.split(" ", -1))
            .filter(each -> each.length() > 3)
            .filter(each -> !vocabulary.filler().contains(each.toLowerCase(java.util.Locale.ROOT)))
            .toList();
    return kept.size() == 1 ? Optional.of(kept.getFirst()) : Optional.empty();
  }

  private List<String> filling() {
    List<String> filling = new ArrayList<>(vocabulary.filler());
    filling.addAll(vocabulary.yesNo());
    filling.sort(java.util.Comparator.comparingInt(String::length).reversed());
    return filling;
  }
}
