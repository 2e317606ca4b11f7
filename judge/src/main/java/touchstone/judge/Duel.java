package touchstone.judge;

import java.util.List;

/**
 * Two answers compared in both orders. A pair of orders that disagrees counts as a tie.
 *
 * @param rounds what each pair of orders said, in the terms of the first order; at least one
 */
public record Duel(List<Round> rounds) {
  public Duel {
    rounds = List.copyOf(rounds);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("no round, expected at least 1");
    }
  }

  /**
   * One pair of orders.
   *
   * @param straight said of the answers as given
   * @param turned said with the answers exchanged, in the terms of the answers as given
   */
  public record Round(Preference straight, Preference turned) {
    /** What both orders say, a tie where they disagree. */
    public Preference preference() {
      return agreed() ? straight : Preference.TIE;
    }

    public boolean agreed() {
      return straight == turned;
    }

    /** Whether the winner changed with the order, a tie in one of them aside. */
    public boolean flipped() {
      return straight != Preference.TIE && straight == turned.swapped();
    }
  }

  /** What more than half of the rounds say, else a tie. */
  public Preference preference() {
    for (Preference side : List.of(Preference.FIRST, Preference.SECOND)) {
      long says = rounds.stream().filter(each -> each.preference() == side).count();
      if (2 * says > rounds.size()) {
        return side;
      }
    }
    return Preference.TIE;
  }

  /** Whether the first two orders named different winners. */
  public boolean flipped() {
    return rounds.getFirst().flipped();
  }
}
