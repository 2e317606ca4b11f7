package touchstone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import touchstone.lifecycle.Remote;
import touchstone.lifecycle.ssh.FarMachine;
import touchstone.lifecycle.ssh.KnownHosts;
import touchstone.lifecycle.ssh.MachineReport;
import touchstone.lifecycle.ssh.Stranger;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** The options of {@code touchstone deploy} that say on which machine, and a look at it. */
final class SshOptions {
  @Option(names = "--host", paramLabel = "HOST")
  private @Nullable String host;

  @Option(names = "--ssh-key", paramLabel = "FILE")
  private @Nullable Path key;

  @Option(names = "--host-key", paramLabel = "SHA256:…")
  private @Nullable String hostKey;

  @Option(names = "--probe")
  private boolean probeOnly;

  boolean probeOnly() {
    return probeOnly;
  }

  /**
   * The machine that the options name; empty for a backend of this machine.
   *
   * @throws UsageProblem where options and backend do not go together
   */
  Optional<Remote> remote(String backend) {
    boolean far = backend.equals(Hosting.SSH);
    if (!far && (host != null || key != null || hostKey != null || probeOnly)) {
      throw new UsageProblem(
          new Text(
              "--backend " + backend + "：--host、--ssh-key、--host-key、--probe 只用于 --backend ssh",
              "--backend "
                  + backend
                  + ": --host, --ssh-key, --host-key and --probe go with --backend ssh"),
          new Text("加上 --backend ssh，或去掉它们。", "Add --backend ssh, or leave them out."));
    }
    if (!far) {
      return Optional.empty();
    }
    if (host == null) {
      throw new UsageProblem(
          new Text("--backend ssh 要知道是哪台机器", "--backend ssh needs to know the machine"),
          new Text(
              "加上 --host root@机器地址:端口，照云厂商控制台给的 ssh 命令写。",
              "Give --host root@ADDRESS:PORT, as in the ssh command that your provider shows."));
    }
    return Optional.of(parsed(host));
  }

  private Remote parsed(String text) {
    Optional<String> file = Optional.ofNullable(key).map(SshOptions::absolute);
    return Remote.parse(text, System.getProperty("user.name"), file)
        .orElseThrow(() ->
            UsageProblem.value(
                "--host",
                text,
                Text.same("root@203.0.113.7:22 | gpu.example | root@[2001:db8::1]")));
  }

  private static String absolute(Path file) {
    if (!Files.isReadable(file)) {
      throw UsageProblem.value(
          "--ssh-key", file.toString(), new Text("读得到的私钥文件", "a private key that can be read"));
    }
    return file.toAbsolutePath().toString();
  }

  /**
   * Looks at the machine before anything is started; asks about a key that was never seen.
   *
   * @param program that the engine needs there
   * @throws ProblemException where it cannot serve
   */
  MachineReport probe(Remote remote, String program, Wiring wiring) {
    MachineReport report =
        new FarMachine(remote, KnownHosts.standard(wiring::env), wiring.environment())
            .probe(program, stranger(wiring));
    if (report.os().filter(os -> os.startsWith("Linux ")).isEmpty()) {
      throw new ProblemException(
          new Problem(
              new Text(
                  remote.address() + " 不是 Linux：" + report.os().orElse("没有回答"),
                  remote.address() + " is no Linux: " + report.os().orElse("no answer")),
              new Text("换一台 Linux 机器。", "Take a machine with Linux.")));
    }
    return report;
  }

  private Stranger stranger(Wiring wiring) {
    return (remote, type, fingerprint) ->
        hostKey != null
            ? hostKey.equals(fingerprint)
            : wiring.agrees(
                new Text(
                    "第一次连 "
                        + remote.address()
                        + "。主机密钥 "
                        + type
                        + " "
                        + fingerprint
                        + "，和控制台显示的一致吗？",
                    "Never connected to "
                        + remote.address()
                        + " before. Is its host key "
                        + type
                        + " "
                        + fingerprint
                        + " the one that the console shows?"));
  }

  /** An engine's program that is not there would only fail a minute later. */
  static void required(MachineReport report, Remote remote, String program, String engine) {
    if (report.program().isPresent()) {
      return;
    }
    String how = engine.equals("vllm") ? "pip install vllm" : program;
    throw new ProblemException(
        new Problem(
            new Text(
                remote.address() + " 上找不到 " + program + "（引擎 " + engine + " 的命令），没有启动",
                "There is no "
                    + program
                    + " on "
                    + remote.address()
                    + ", the command of engine "
                    + engine
                    + "; nothing was started"),
            new Text(
                "登录上去装好它（" + how + "），或在 engines.yaml 里写它的完整路径（docs/deploy.md）。",
                "Log in and install it ("
                    + how
                    + "), or write its whole path in engines.yaml (docs/deploy.md).")));
  }
}
