package touchstone.model;

/**
 * Which trial a sample records.
 *
 * @param candidate the candidate's id in the selection
 * @param caseId {@code suite/case} in the cases phase; the prompt's case and a number under load
 * @param trial 0 for the first
 */
public record SampleKey(String candidate, Phase phase, String caseId, int trial) {}
