package touchstone.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.judge.CardJson;
import touchstone.judge.JudgeCard;
import touchstone.store.Json;
import touchstone.store.RunFolder;

/**
 * Cards of judges that passed their trial, one file each in a folder, by the digest of address,
 * model, request fields, words, questions and settings. A card is good for a week: what stands
 * behind a name may change.
 */
public final class AuditCache {
  private static final Duration GOOD_FOR = Duration.ofDays(7);

  private final Path folder;
  private final InstantSource clock;

  public AuditCache(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** A card of this digest that is not too old and can be read. */
  Optional<JudgeCard> find(String id) {
    Path file = file(id);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      JsonNode kept = Json.mapper().readTree(Files.readString(file));
      long age = clock.millis() - kept.path("triedEpochMillis").asLong(0);
      return age < 0 || age > GOOD_FOR.toMillis()
          ? Optional.empty()
          : Optional.of(CardJson.read(kept.path("card")));
    } catch (IOException | JacksonException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** Keeps a card; one of a refused judge is not kept, it may have been mended. */
  void keep(String id, JudgeCard card) {
    if (card.verdict() == JudgeCard.Verdict.ACCEPTED) {
      ObjectNode node = Json.mapper().createObjectNode();
      node.put("triedEpochMillis", clock.millis());
      node.set("card", CardJson.of(card));
      RunFolder.replace(file(id), node.toPrettyString() + "\n");
    }
  }

  private Path file(String id) {
    return folder.resolve(id + ".json");
  }
}
