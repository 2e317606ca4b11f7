package touchstone.deploy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out whether a hub answers. */
@FunctionalInterface
public interface HubProbe {
  /** Whether it answers within the time; may take longer to say no. */
  boolean answers(URI endpoint, Duration within) throws InterruptedException;

  /** Asks for the head of the hub's front page, through the environment's proxy. */
  static HubProbe http(Map<String, String> environment) {
    return (endpoint, within) -> {
      try (Http http = new Http(new Http.Limits(within, within, within), new Proxies(environment));
          Http.Answer answer = http.head(endpoint, Optional.empty(), Set.of())) {
        return answer.status() < 400;
      } catch (IOException _) {
        return false;
      }
    };
  }
}
