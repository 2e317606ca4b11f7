package touchstone.votes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import touchstone.model.Text;

/** Takes the rows of sheets that came back and keeps what may count. Not thread-safe. */
public final class VoteCount {
  private final Ballot ballot;
  private final Map<String, Ballot.Slip> slips = new HashMap<>();
  private final Map<String, Vote> known = new HashMap<>();
  private final Set<String> pairsOfVoters = new HashSet<>();
  private final List<Vote> fresh = new ArrayList<>();
  private int blank;
  private int again;

  /**
   * @param earlier votes that are kept already
   */
  public VoteCount(Ballot ballot, List<Vote> earlier) {
    this.ballot = ballot;
    ballot.slips().forEach(each -> slips.put(each.id(), each));
    earlier.forEach(this::know);
  }

  private void know(Vote vote) {
    known.put(vote.slip(), vote);
    pairsOfVoters.add(vote.voter() + "\n" + vote.pair());
  }

  /** What became of a row. */
  public sealed interface Taken {
    /** It counts, or changes nothing. */
    record Fine() implements Taken {}

    /** It does not count. */
    record Wrong(Text reason) implements Taken {}
  }

  /**
   * Takes a row.
   *
   * @param id of the row
   * @param voter a label; the number of the sheet where it is blank
   * @param mark what stands under the vote: 1, 2, 0, or nothing
   */
  public Taken take(String id, String voter, String mark) {
    String slipId = id.strip();
    Ballot.Slip slip = slips.get(slipId);
    if (slip == null) {
      return wrong(slipId);
    }
    String word = half(mark.strip());
    if (word.isEmpty()) {
      blank++;
      return new Taken.Fine();
    }
    if (!word.matches("[012](\\.0+)?")) {
      return new Taken.Wrong(
          new Text(
              "投票写的是“" + cut(mark) + "”，应为 1、2 或 0",
              "the vote is '" + cut(mark) + "', expected 1, 2 or 0"));
    }
    String label = voter.isBlank() ? String.valueOf(slip.voter()) : cut(voter.strip());
    int side = word.charAt(0) - '0';
    int balance = side == 0 ? 0 : (side == 1) == slip.firstLeft() ? 1 : -1;
    return count(new Vote(slipId, label, slip.pair(), balance));
  }

  private Taken count(Vote vote) {
    Vote earlier = known.get(vote.slip());
    if (earlier != null && earlier.equals(vote)) {
      again++;
      return new Taken.Fine();
    }
    if (earlier != null) {
      return new Taken.Wrong(
          new Text("这一行投过两次，先前的算数", "this row was voted on before, the earlier vote counts"));
    }
    if (pairsOfVoters.contains(vote.voter() + "\n" + vote.pair())) {
      return new Taken.Wrong(
          new Text(
              "“" + vote.voter() + "”在另一张表里投过这一对，先前的算数",
              "'"
                  + vote.voter()
                  + "' voted on this pair on another sheet, the earlier vote counts"));
    }
    know(vote);
    fresh.add(vote);
    return new Taken.Fine();
  }

  private Taken wrong(String id) {
    boolean other =
        !id.startsWith(ballot.mark() + "-") && id.matches("[0-9a-f]{6}-\\d{1,9}-\\d{1,9}");
    return new Taken.Wrong(
        other
            ? new Text("编号“" + id + "”是别的运行的表", "id '" + id + "' is of another run's sheet")
            : new Text("没有编号为“" + cut(id) + "”的一对", "there is no pair '" + cut(id) + "'"));
  }

  /** Full-width digits as plain ones. */
  private static String half(String text) {
    StringBuilder half = new StringBuilder();
    text.chars().forEach(c -> half.append((char) (c >= '０' && c <= '９' ? c - '０' + '0' : c)));
    return half.toString();
  }

  private static String cut(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  /** Votes that are new, in the order in which they came. */
  public List<Vote> fresh() {
    return List.copyOf(fresh);
  }

  /** Rows without a vote. */
  public int blank() {
    return blank;
  }

  /** Rows whose vote was kept already. */
  public int again() {
    return again;
  }
}
