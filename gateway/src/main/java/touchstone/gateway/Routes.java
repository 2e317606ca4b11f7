package touchstone.gateway;

import java.util.List;
import java.util.Optional;

/** All names that requests may carry. Thread-safe; never waits for a disk or a network. */
@FunctionalInterface
public interface Routes {
  List<Route> all();

  /** The route of that name. */
  default Optional<Route> find(String name) {
    return all().stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
