package touchstone.run;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import touchstone.deploy.Backend;
import touchstone.endpoint.ClientSettings;
import touchstone.model.Language;
import touchstone.model.Ticker;

/**
 * What a run finds around it on this machine.
 *
 * @param client how endpoints are talked to; holds the clocks and the environment, which is the
 *     only source of secrets
 * @param suitesRoot folder that holds {@code suites/}
 * @param lockFile that keeps measurements on this host apart
 * @param judgeCards folder of cards of judges that passed their trial
 * @param versions of the parts that decide an answer, for the report
 * @param language that the report opens in
 */
public record Surroundings(
    List<Backend> backends,
    ClientSettings client,
    Path suitesRoot,
    Path lockFile,
    Path judgeCards,
    Map<String, String> versions,
    Language language) {
  public Surroundings {
    backends = List.copyOf(backends);
    versions = Map.copyOf(versions);
  }

  /** The lock file that all users of this host share. */
  public static Path hostLock() {
    return HostLock.standardFile();
  }

  Ticker ticker() {
    return client.ticker();
  }

  InstantSource clock() {
    return client.wallClock();
  }
}
