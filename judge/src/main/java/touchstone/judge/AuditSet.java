package touchstone.judge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Dimension;
import touchstone.model.Message;

/**
 * The questions by which judges are tried, {@code audit-zh.yaml}: frozen, so that cards can be
 * compared; a change raises the version.
 *
 * @param signature how an answer names its author, with {@code %s} for a family
 * @param padding courtesies without content
 * @param injections what an answer says to the judge
 */
record AuditSet(
    String version,
    String signature,
    List<Padding> padding,
    List<String> injections,
    List<Item> items) {

  /** Courtesies before and after an answer. */
  record Padding(String before, String after) {
    String around(String answer) {
      return before + answer + after;
    }
  }

  /** What is wrong with an item's bad answer. */
  enum Fault {
    CONTRADICTED,
    CHANGED
  }

  /**
   * One question.
   *
   * @param good right by the policy
   * @param bad fluent, and wrong in what matters
   * @param foreign the good answer in a language that the customer does not speak
   */
  record Item(String id, Matter matter, String good, String bad, Fault fault, String foreign) {}

  AuditSet {
    padding = List.copyOf(padding);
    injections = List.copyOf(injections);
    items = List.copyOf(items);
  }

  /** The set that ships, in Chinese. */
  static AuditSet bundled() {
    Fields fields =
        JudgeWords.resource("audit-zh.yaml")
            .fields("version", "signature", "padding", "injections", "items");
    return new AuditSet(
        fields.required("version").text(),
        fields.required("signature").name(),
        fields.required("padding").items(AuditSet::padding),
        fields.required("injections").items(Value::name),
        fields.required("items").items(AuditSet::item));
  }

  Padding padding(int index) {
    return padding.get(index % padding.size());
  }

  String injection(int index) {
    return injections.get(index % injections.size());
  }

  private static Padding padding(Value value) {
    Fields fields = value.fields("before", "after");
    return new Padding(fields.required("before").name(), fields.required("after").name());
  }

  private static Item item(Value value) {
    Fields fields =
        value.fields("id", "policy", "question", "points", "good", "bad", "fault", "foreign");
    Matter matter =
        new Matter(
            Dimension.SEMANTICS,
            Optional.of(fields.required("policy").name()),
            List.of(Message.user(fields.required("question").name())),
            fields.required("points").items(Value::name));
    return new Item(
        fields.required("id").name(),
        matter,
        fields.required("good").name(),
        fields.required("bad").name(),
        fields
            .required("fault")
            .choice(Map.of("contradicted", Fault.CONTRADICTED, "changed", Fault.CHANGED)),
        fields.required("foreign").name());
  }
}
