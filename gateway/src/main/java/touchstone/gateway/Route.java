package touchstone.gateway;

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
    /** Takes requests. */
    record Up(Engine engine) implements Standing {}

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
  public static Route up(String name, Engine engine) {
    return new Route(name, new Standing.Up(engine));
  }
}
