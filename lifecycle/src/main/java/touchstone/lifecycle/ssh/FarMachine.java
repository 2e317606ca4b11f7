package touchstone.lifecycle.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import touchstone.lifecycle.Remote;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** Questions to a machine that is reached by ssh, apart from any deployment. */
public record FarMachine(Remote remote, KnownHosts known, Map<String, String> environment) {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int MOST = 1 << 16;

  public FarMachine {
    environment = Map.copyOf(environment);
  }

  /**
   * What there is.
   *
   * @param program that an engine needs, e.g. {@code vllm}
   * @param stranger asked where the machine's key was never seen
   * @throws ProblemException where it cannot be reached, or refuses
   */
  public MachineReport probe(String program, Stranger stranger) {
    try (Connection connection = Connection.open(remote, known, agent(environment), stranger)) {
      return MachineReport.read(
          connection.run(FarScript.call("probe", "probe", program), PATIENCE).text());
    } catch (RefusedException e) {
      throw new ProblemException(e.problem(), e);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** Whether the machine whose key is known still answers at its address. */
  public boolean answers() {
    try (Connection _ = Connection.open(remote, known, agent(environment), Stranger.REFUSED)) {
      return true;
    } catch (RefusedException e) {
      return e.atLogin();
    } catch (IOException e) {
      return false;
    }
  }

  /** What this machine itself has, as the far one is asked. */
  public static MachineReport here(String program) throws IOException {
    Process shell = new ProcessBuilder("/bin/sh", "-s").start();
    try (OutputStream script = shell.getOutputStream()) {
      script.write(FarScript.call("probe", "probe", program).getBytes(StandardCharsets.UTF_8));
    }
    return MachineReport.read(
        new String(shell.getInputStream().readNBytes(MOST), StandardCharsets.UTF_8));
  }

  static Optional<Path> agent(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("SSH_AUTH_SOCK"))
        .filter(path -> !path.isEmpty())
        .map(Path::of);
  }

  private ProblemException unreachable(IOException e) {
    String why = Shown.line(String.valueOf(e.getMessage()));
    return new ProblemException(
        new Problem(
            new Text(
                "连不上 " + remote.address() + "：" + why,
                remote.address() + " cannot be reached: " + why),
            new Text(
                "到控制台看机器开着没有、安全组放没放行这个端口，再用 ssh -p "
                    + remote.port()
                    + " "
                    + remote.user()
                    + "@"
                    + remote.host()
                    + " 试一下。",
                "See in the console whether it is on and lets this port through, and try: ssh -p "
                    + remote.port()
                    + " "
                    + remote.user()
                    + "@"
                    + remote.host())),
        e);
  }
}
