package touchstone.run;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import touchstone.judge.CardJson;
import touchstone.judge.JudgeCard;
import touchstone.model.Problem;

/**
 * {@code judge.json}: the judge of a run and what became of it.
 *
 * @param id of the judgements that count, see {@link touchstone.judge.Audit#id}; empty where it
 *     could not be reached
 * @param card as it came out of the trial; absent where it could not be reached
 * @param problem why it could not be reached
 * @param promptTokens that the trial took, 0 for one that was kept from before
 */
record JudgeRecord(
    String id,
    String model,
    Optional<JsonNode> card,
    Optional<Problem> problem,
    long promptTokens,
    long completionTokens) {
  JudgeRecord {
    card = card.filter(JsonNode::isObject);
  }

  /** The card in its own form. */
  Optional<JudgeCard> read() {
    return card.map(CardJson::read);
  }

  boolean accepted() {
    return read().map(JudgeCard::verdict).filter(JudgeCard.Verdict.ACCEPTED::equals).isPresent();
  }
}
