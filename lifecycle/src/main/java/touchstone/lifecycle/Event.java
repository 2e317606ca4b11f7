package touchstone.lifecycle;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Something that was asked for or observed; the ledger is a list of these with their times. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.Requested.class, name = "requested"),
  @JsonSubTypes.Type(value = Event.StartAsked.class, name = "start-asked"),
  @JsonSubTypes.Type(value = Event.StopAsked.class, name = "stop-asked"),
  @JsonSubTypes.Type(value = Event.ReleaseAsked.class, name = "release-asked"),
  @JsonSubTypes.Type(value = Event.Launched.class, name = "launched"),
  @JsonSubTypes.Type(value = Event.Advanced.class, name = "advanced"),
  @JsonSubTypes.Type(value = Event.BecameReady.class, name = "ready"),
  @JsonSubTypes.Type(value = Event.HealthLost.class, name = "health-lost"),
  @JsonSubTypes.Type(value = Event.HealthBack.class, name = "health-back"),
  @JsonSubTypes.Type(value = Event.OutOfReach.class, name = "out-of-reach"),
  @JsonSubTypes.Type(value = Event.Ended.class, name = "ended"),
  @JsonSubTypes.Type(value = Event.Released.class, name = "released"),
  @JsonSubTypes.Type(value = Event.ReleaseRefused.class, name = "release-refused"),
  @JsonSubTypes.Type(value = Event.MachineDeleted.class, name = "machine-deleted"),
  @JsonSubTypes.Type(value = Event.Elapsed.class, name = "elapsed"),
})
public sealed interface Event {
  /** The first of every ledger. */
  record Requested(Order order) implements Event {}

  record StartAsked() implements Event {}

  record StopAsked() implements Event {}

  record ReleaseAsked() implements Event {}

  /** A process was started, or found again after our own crash. */
  record Launched(EngineId engine) implements Event {}

  /**
   * The engine gave a sign of life.
   *
   * @param fraction of the phase, 0 to 1; negative where the whole is not known
   */
  record Advanced(StartPhase phase, double fraction) implements Event {}

  /** It answered a real request. */
  record BecameReady() implements Event {}

  record HealthLost(String why) implements Event {}

  record HealthBack() implements Event {}

  /** The machine does not answer: what became of the engine is not known. */
  record OutOfReach(String why) implements Event {}

  /** Nothing of the engine runs any more: seen, not assumed. */
  record Ended(Cause cause, String detail) implements Event {}

  /** Everything is given back and nothing costs any more: seen, not assumed. */
  record Released() implements Event {}

  record ReleaseRefused(String why) implements Event {}

  /** A person says that he deleted the rented machine. */
  record MachineDeleted() implements Event {}

  /** Somebody looked at the clock. */
  record Elapsed() implements Event {}
}
