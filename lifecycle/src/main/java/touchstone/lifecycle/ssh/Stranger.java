package touchstone.lifecycle.ssh;

import touchstone.lifecycle.Remote;

/** Decides about a machine whose key nobody has seen before. */
@FunctionalInterface
public interface Stranger {
  /** Nobody sits there to be asked. */
  Stranger REFUSED = (_, _, _) -> false;

  /**
   * @param type e.g. {@code ssh-ed25519}
   * @param fingerprint e.g. {@code SHA256:…}, as ssh-keygen -lf shows it
   */
  boolean trusted(Remote remote, String type, String fingerprint);
}
