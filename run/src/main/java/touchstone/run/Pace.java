package touchstone.run;

/**
 * How fast a candidate was in its warm-up.
 *
 * @param batchTurnSeconds one turn of a whole batch, answers up to the cap
 * @param singleSeconds one request alone
 */
record Pace(double batchTurnSeconds, double singleSeconds) {}
