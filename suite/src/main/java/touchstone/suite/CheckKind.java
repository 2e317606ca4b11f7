package touchstone.suite;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import touchstone.model.Check;

/** The kinds of checks under the names that suite files give them. */
public enum CheckKind {
  KEY("key", Check.KeyPoint.class),
  RECALL("recall", Check.Recall.class),
  SCRIPT("script", Check.Script.class),
  NO_REPETITION("no-repetition", Check.NoRepetition.class),
  NO_REFUSAL("no-refusal", Check.NoRefusal.class),
  DECLINES("declines", Check.Declines.class),
  DIRECTNESS("directness", Check.Directness.class),
  NO_INVENTION("no-invention", Check.NoInvention.class),
  NO_LEAK("no-leak", Check.NoLeak.class),
  EMPATHY("empathy", Check.Empathy.class),
  CLARIFIES("clarifies", Check.Clarifies.class),
  CHAT_STYLE("chat-style", Check.ChatStyle.class),
  ASSERT("assert", Check.Assertions.class),
  CALL("call", Check.Call.class),
  NO_CALL("no-call", Check.NoCall.class);

  private final String id;
  private final Class<? extends Check> type;

  CheckKind(String id, Class<? extends Check> type) {
    this.id = id;
    this.type = type;
  }

  /** The name in suite files. */
  public String id() {
    return id;
  }

  /** The kind of a check. */
  public static CheckKind of(Check check) {
    return Arrays.stream(values())
        .filter(kind -> kind.type.isInstance(check))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind for " + check.getClass()));
  }

  /** All kinds by name, in the order of declaration. */
  static Map<String, CheckKind> byId() {
    Map<String, CheckKind> kinds = new LinkedHashMap<>();
    for (CheckKind kind : values()) {
      kinds.put(kind.id, kind);
    }
    return kinds;
  }
}
