package touchstone.load;

/**
 * Where in a conversation a request stands.
 *
 * @param session 0 for the first of its level
 * @param turn 0 for the first of its session
 * @param turns how many the session has
 */
public record SessionTurn(int session, int turn, int turns) {
  boolean last() {
    return turn == turns - 1;
  }
}
