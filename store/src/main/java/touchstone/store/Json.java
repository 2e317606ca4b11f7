package touchstone.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import touchstone.model.Assertion;
import touchstone.model.Candidate;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Exchange;
import touchstone.model.LoadProfile;
import touchstone.model.Phase;
import touchstone.model.Tool;
import touchstone.model.ToolCall;

/** The one JSON form of the model's records, in files and in streams. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addMixIn(Check.class, Kinds.OfCheck.class)
          .addMixIn(Assertion.class, Kinds.OfAssertion.class)
          .addMixIn(Candidate.Source.class, Kinds.OfSource.class)
          .addMixIn(Candidate.Price.class, Kinds.OfPrice.class)
          .addMixIn(LoadProfile.class, Kinds.OfLoad.class)
          .addMixIn(Phase.class, Kinds.OfPhase.class)
          .addMixIn(Case.class, Kinds.OfCase.class)
          .addMixIn(Exchange.class, Kinds.OfExchange.class)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private Json() {}

  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** Mix-ins, because the model knows no library. */
  private interface Kinds {
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
      @JsonSubTypes.Type(value = Check.KeyPoint.class, name = "key-point"),
      @JsonSubTypes.Type(value = Check.Recall.class, name = "recall"),
      @JsonSubTypes.Type(value = Check.Script.class, name = "script"),
      @JsonSubTypes.Type(value = Check.NoRepetition.class, name = "no-repetition"),
      @JsonSubTypes.Type(value = Check.NoRefusal.class, name = "no-refusal"),
      @JsonSubTypes.Type(value = Check.Declines.class, name = "declines"),
      @JsonSubTypes.Type(value = Check.Directness.class, name = "directness"),
      @JsonSubTypes.Type(value = Check.NoInvention.class, name = "no-invention"),
      @JsonSubTypes.Type(value = Check.NoLeak.class, name = "no-leak"),
      @JsonSubTypes.Type(value = Check.Empathy.class, name = "empathy"),
      @JsonSubTypes.Type(value = Check.Clarifies.class, name = "clarifies"),
      @JsonSubTypes.Type(value = Check.ChatStyle.class, name = "chat-style"),
      @JsonSubTypes.Type(value = Check.Assertions.class, name = "assert"),
      @JsonSubTypes.Type(value = Check.Call.class, name = "call"),
      @JsonSubTypes.Type(value = Check.NoCall.class, name = "no-call"),
    })
    interface OfCheck {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
      @JsonSubTypes.Type(value = Assertion.Wording.class, name = "wording"),
      @JsonSubTypes.Type(value = Assertion.Json.class, name = "json"),
      @JsonSubTypes.Type(value = Assertion.Distance.class, name = "levenshtein"),
      @JsonSubTypes.Type(value = Assertion.WordCount.class, name = "word-count"),
      @JsonSubTypes.Type(value = Assertion.Choice.class, name = "choice"),
      @JsonSubTypes.Type(value = Assertion.Group.class, name = "assert-set"),
    })
    interface OfAssertion {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
      @JsonSubTypes.Type(value = Candidate.CatalogueModel.class, name = "catalogue"),
      @JsonSubTypes.Type(value = Candidate.ModelFile.class, name = "file"),
      @JsonSubTypes.Type(value = Candidate.Outside.class, name = "endpoint"),
      @JsonSubTypes.Type(value = Candidate.Later.class, name = "later"),
    })
    interface OfSource {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
      @JsonSubTypes.Type(value = Candidate.Price.PerMillionTokens.class, name = "tokens"),
      @JsonSubTypes.Type(value = Candidate.Price.PerHour.class, name = "hour"),
    })
    interface OfPrice {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
      @JsonSubTypes.Type(value = LoadProfile.ClosedLoop.class, name = "closed-loop"),
    })
    interface OfLoad {}

    interface OfCase {
      /** Older versions knew no functions. */
      @JsonSetter(nulls = Nulls.AS_EMPTY)
      List<Tool> tools();
    }

    interface OfExchange {
      /** Older versions knew no functions. */
      @JsonSetter(nulls = Nulls.AS_EMPTY)
      List<ToolCall> toolCalls();
    }

    abstract class OfPhase {
      @JsonValue
      abstract String id();

      @JsonCreator
      static Phase of(String id) {
        return Phase.of(id);
      }
    }
  }
}
