package touchstone.gateway;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import touchstone.model.Problem;
import touchstone.model.Text;

/**
 * A name that requests may carry as their model, and where they go.
 *
 * @param name of the deployment
 */
public record Route(String name, Standing standing) {
  /** Whether it answers. */
  public sealed interface Standing {
    /**
     * Takes requests.
     *
     * @param model the engine's own name for it
     * @param key that the engine asks for
     */
    record Up(InetSocketAddress address, String model, Optional<String> key) implements Standing {
      @Override
      public String toString() {
        return model + " at " + address;
      }
    }

    /**
     * On its way; requests wait.
     *
     * @param what it does now
     * @param leftMillis until it is expected to answer, where earlier starts tell
     */
    record Coming(Text what, OptionalLong leftMillis) implements Standing {}

    /** Does not come by itself. */
    record Down(Problem problem) implements Standing {}
  }

  /** A server that is up. */
  public static Route up(
      String name, InetSocketAddress address, String model, Optional<String> key) {
    return new Route(name, new Standing.Up(address, model, key));
  }
}
