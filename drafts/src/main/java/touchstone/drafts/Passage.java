package touchstone.drafts;

/**
 * A stretch of a paper that goes into one system prompt.
 *
 * @param heading what it is about, empty where the paper does not say
 * @param place where it begins
 */
record Passage(String file, String heading, String place, String text) {}
