package touchstone.drafts;

/**
 * A question and what the paper answers to it.
 *
 * @param question as a customer would put it
 * @param answer in the paper's own words
 * @param passage number of the passage that holds it, 0 for the first
 */
record Pair(String question, String answer, String file, String place, int passage) {}
