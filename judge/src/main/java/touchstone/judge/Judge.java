package touchstone.judge;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import touchstone.endpoint.ChatClient;
import touchstone.judge.Form.Decision;
import touchstone.model.Endpoint;
import touchstone.model.Message;
import touchstone.model.ProblemException;
import touchstone.model.Sampling;
import touchstone.model.Sha256;

/**
 * A model that judges answers. It reads the case's own language, every piece of material behind a
 * {@link Fence}; two answers are always compared in both orders. Equal questions are asked once: a
 * {@link RulingCache} keeps every decision under the hash of judge, words, matter, answers and
 * sampling. Calls block; thread-safe.
 */
public final class Judge {
  private static final double REPEATED = 0.7;

  private final Endpoint endpoint;
  private final JudgeWords words;
  private final PromptWriter writer;
  private final Bailiff bailiff;
  private final RulingCache cache;
  private final Settings settings;
  private final RandomGenerator random;

  /**
   * How a judge is asked.
   *
   * @param language of the cases, {@code zh} or {@code en}
   * @param maxTokens cap on one answer of the judge; thinking counts
   * @param repeats at most so many further pairs of orders where the first two disagree, at least 0
   */
  public record Settings(String language, int maxTokens, int repeats) {
    public Settings {
      if (maxTokens < 1 || repeats < 0) {
        throw new IllegalArgumentException(
            maxTokens + " tokens, " + repeats + " repeats; expected at least 1 and at least 0");
      }
    }

    /** 2048 tokens, best of three where the first two orders disagree. */
    public static Settings standard(String language) {
      return new Settings(language, 2048, 2);
    }
  }

  /**
   * @param random draws the fences' numbers; one that outsiders cannot foresee
   */
  public Judge(
      ChatClient client,
      Endpoint endpoint,
      RulingCache cache,
      Settings settings,
      RandomGenerator random) {
    this.endpoint = endpoint;
    this.words = JudgeWords.of(settings.language());
    this.writer = new PromptWriter(words);
    this.bailiff = new Bailiff(client, endpoint, writer);
    this.cache = cache;
    this.settings = settings;
    this.random = random;
  }

  /** The judge's name at its endpoint. */
  public String model() {
    return endpoint.model();
  }

  public String language() {
    return settings.language();
  }

  /** Which words it was told: rulings under different versions are not comparable. */
  public String version() {
    return words.version();
  }

  /** Requests sent so far; decisions from the cache are none. */
  public int requests() {
    return bailiff.requests();
  }

  /**
   * The level of one answer, 1 to 5.
   *
   * @throws ProblemException if the endpoint's settings are wrong, before anything is sent
   */
  public Ruling<Integer> score(Matter matter, String answer) throws InterruptedException {
    return ask(Form.SCORE, matter, List.of(answer), 0);
  }

  /**
   * Which of two answers is better in this one order: for trying a judge; use {@link #duel} to
   * judge.
   *
   * @throws ProblemException if the endpoint's settings are wrong, before anything is sent
   */
  public Ruling<Preference> compare(Matter matter, String first, String second)
      throws InterruptedException {
    return ask(Form.PAIR, matter, List.of(first, second), 0);
  }

  /**
   * Two answers compared in both orders; where they disagree, again with other seeds until one
   * result can no longer be outvoted or the repeats are used up.
   *
   * @throws ProblemException if the endpoint's settings are wrong, before anything is sent
   */
  public Ruling<Duel> duel(Matter matter, String first, String second) throws InterruptedException {
    List<Duel.Round> rounds = new ArrayList<>();
    String reason = "";
    for (int repeat = 0; repeat == 0 || open(rounds); repeat++) {
      Ruling<Preference> straight = ask(Form.PAIR, matter, List.of(first, second), repeat);
      if (!(straight instanceof Ruling.Given<Preference>(Preference one, String why))) {
        return straight.then(_ -> new Ruling.Unreadable<>(""));
      }
      Ruling<Preference> turned = ask(Form.PAIR, matter, List.of(second, first), repeat);
      if (!(turned instanceof Ruling.Given<Preference>(Preference other, _))) {
        return turned.then(_ -> new Ruling.Unreadable<>(""));
      }
      rounds.add(new Duel.Round(one, other.swapped()));
      reason = repeat == 0 ? why : reason;
    }
    return new Ruling.Given<>(new Duel(rounds), reason);
  }

  /** Whether another round may be asked for and could change the result. */
  private boolean open(List<Duel.Round> rounds) {
    if (rounds.getFirst().agreed() || rounds.size() > settings.repeats()) {
      return false;
    }
    int left = settings.repeats() + 1 - rounds.size();
    long ties = rounds.stream().filter(each -> each.preference() == Preference.TIE).count();
    long wins = rounds.size() - ties;
    return 2 * (wins + left) > rounds.size() + left;
  }

  private <T> Ruling<T> ask(Form<T> form, Matter matter, List<String> answers, int repeat)
      throws InterruptedException {
    Sampling sampling =
        new Sampling(settings.maxTokens(), repeat == 0 ? 0 : REPEATED, OptionalDouble.empty());
    String key = key(form, matter, answers, sampling, repeat);
    Optional<Decision<T>> kept = cache.find(key).flatMap(form::decision);
    if (kept.isPresent()) {
      return new Ruling.Given<>(kept.get().value(), kept.get().reason());
    }
    List<Message> messages = writer.messages(form, matter, answers, nonce());
    return bailiff
        .ask(form, messages, sampling, 1 + 2L * repeat)
        .then(given -> {
          cache.keep(key, form.written(given.value()));
          return new Ruling.Given<>(given.value().value(), given.reason());
        });
  }

  private String nonce() {
    synchronized (random) {
      return HexFormat.of().toHexDigits(random.nextLong());
    }
  }

  /** SHA-256 over everything that the decision depends on, each part with its length before it. */
  private String key(
      Form<?> form, Matter matter, List<String> answers, Sampling sampling, int repeat) {
    List<String> parts = new ArrayList<>();
    parts.add(String.valueOf(endpoint.url()).replaceAll("\\?.*", ""));
    parts.add(endpoint.model());
    parts.add(endpoint.extraBody());
    parts.add(words.version());
    parts.add(form.name());
    parts.add(matter.dimension().id());
    parts.add(matter.policy().orElse(""));
    matter.conversation().forEach(each -> parts.add(each.role().wire() + each.content()));
    parts.addAll(matter.points());
    parts.add("answers");
    parts.addAll(answers);
    parts.add(sampling + " " + repeat);
    StringBuilder whole = new StringBuilder();
    parts.forEach(each -> whole.append(each.length()).append(':').append(each));
    return Sha256.of(whole.toString());
  }
}
