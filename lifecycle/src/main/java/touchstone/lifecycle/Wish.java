package touchstone.lifecycle;

/** What a person asks the owner of a deployment to do. */
public enum Wish {
  START(new Event.StartAsked()),
  STOP(new Event.StopAsked()),
  RELEASE(new Event.ReleaseAsked()),
  /** Takes note that the rented machine is gone. */
  DELETED(new Event.MachineDeleted());

  private final Event event;

  Wish(Event event) {
    this.event = event;
  }

  Event event() {
    return event;
  }
}
