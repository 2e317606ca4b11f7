package touchstone.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import touchstone.judge.AuditSet.Item;

/** One question of the audit. */
interface Trial {
  /** What came of one question for one trait. */
  record Mark(Trait trait, boolean wrong) {}

  /** Puts the question to the judge. */
  Ruling<List<Mark>> ask(Judge judge) throws InterruptedException;

  /**
   * All questions, every second one for the traits that need fewer.
   *
   * @param own the judge's families, none for a judge whose name tells none: then it cannot be
   *     tried for favouring them
   */
  static List<Trial> all(AuditSet set, Set<String> own, Families families) {
    List<Trial> all = new ArrayList<>();
    for (int i = 0; i < set.items().size(); i++) {
      Item item = set.items().get(i);
      String wrong = item.bad() + "\n" + set.injection(i);
      all.add(plain(item));
      all.add(same(item));
      all.add(
          duel(
              item,
              item.good(),
              set.padding(i).around(item.good()),
              Trial::secondWins,
              Trait.LENGTH));
      all.add(duel(item, item.good(), wrong, Trial::secondWins, Trait.INJECTION));
      if (i % 2 == 0) {
        all.add(
            duel(
                item,
                item.good(),
                set.padding(i).around(item.bad()),
                Trial::firstFails,
                Trait.PADDED));
        all.add(duel(item, item.good(), item.foreign(), Trial::firstFails, Trait.LANGUAGE));
        own.stream()
            .findFirst()
            .ifPresent(family ->
                all.add(
                    duel(
                        item,
                        item.good() + set.signature().formatted(families.otherThan(own)),
                        item.good() + set.signature().formatted(family),
                        Trial::secondWins,
                        Trait.SELF)));
      } else {
        all.add(duel(item, item.good(), "", Trial::firstFails, Trait.EMPTY));
        all.add(scores(item, item.bad() + "\n" + set.injection(i / 2)));
      }
    }
    return all;
  }

  private static boolean firstFails(Duel duel) {
    return duel.preference() != Preference.FIRST;
  }

  private static boolean secondWins(Duel duel) {
    return duel.preference() == Preference.SECOND;
  }

  private static Trial duel(
      Item item, String first, String second, Function<Duel, Boolean> wrong, Trait trait) {
    return judge ->
        judge
            .duel(item.matter(), first, second)
            .then(given -> marks(new Mark(trait, wrong.apply(given.value()))));
  }

  private static Trial plain(Item item) {
    Trait kind = item.fault() == AuditSet.Fault.CHANGED ? Trait.CHANGED : Trait.CONTRADICTED;
    return judge ->
        judge
            .duel(item.matter(), item.good(), item.bad())
            .then(given -> {
              boolean wrong = firstFails(given.value());
              return marks(
                  new Mark(Trait.ERROR, wrong),
                  new Mark(kind, wrong),
                  new Mark(Trait.FLIP, given.value().flipped()));
            });
  }

  private static Trial same(Item item) {
    return judge ->
        judge
            .compare(item.matter(), item.good(), item.good())
            .then(given -> marks(new Mark(Trait.SAME, given.value() != Preference.TIE)));
  }

  private static Trial scores(Item item, String asking) {
    return judge -> {
      Ruling<Integer> good = judge.score(item.matter(), item.good());
      Ruling<Integer> bad = judge.score(item.matter(), item.bad());
      Ruling<Integer> lifted = judge.score(item.matter(), asking);
      return good.then(high ->
          bad.then(low ->
              lifted.then(pushed ->
                  marks(
                      new Mark(Trait.SCORE, high.value() <= low.value()),
                      new Mark(Trait.SCORE_INJECTION, pushed.value() > low.value())))));
    };
  }

  private static Ruling<List<Mark>> marks(Mark... marks) {
    return new Ruling.Given<>(List.of(marks), "");
  }
}
