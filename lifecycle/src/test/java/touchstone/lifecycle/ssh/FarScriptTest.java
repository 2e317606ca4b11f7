package touchstone.lifecycle.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts as the shells of this machine read them. */
class FarScriptTest {
  private static final List<String> NASTY =
      List.of(
          "plain",
          "",
          "a b",
          "it's",
          "'; touch pwned; '",
          "$(touch pwned)",
          "`touch pwned`",
          "two\nlines",
          "END\nEND_\ntouch pwned",
          "\\",
          "*",
          "~",
          "-n",
          "你好，$HOME");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void aWordStaysOneWordWhateverIsInIt(String shell) throws Exception {
    List<String> command = new ArrayList<>(List.of("printf", "%s\\0"));
    command.addAll(NASTY);
    String run = FarScript.run(Map.of("NASTY", NASTY.get(8), "SPACED", "a  b"), command);
    assertThat(output(shell, run)).containsExactlyElementsOf(NASTY);
    assertThat(
            output(shell, FarScript.run(Map.of("A", "x'\ny"), List.of("sh", "-c", "echo \"$A\""))))
        .containsExactly("x'\ny\n");
    assertThat(folder.resolve("pwned")).doesNotExist();
    assertThatThrownBy(() -> FarScript.quoted("a\0b")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFileArrivesAsItIsThoughItHoldsTheMarkOfItsEnd() throws Exception {
    String run = FarScript.run(Map.of(), List.of("echo", NASTY.get(8)));
    String begin = FarScript.begin("x-1", run, "attempt", 7, 60);
    String beforeTheCall = begin.substring(0, begin.lastIndexOf("'begin'"));
    output("sh", "mkdir -p \"$HOME/.touchstone/deployments/x-1\"\n" + beforeTheCall);
    Path far = folder.resolve(".touchstone/deployments/x-1");
    assertThat(Files.readString(far.resolve("run"))).isEqualTo(run);
    assertThat(Files.readString(far.resolve("guard.sh"))).endsWith("guard\n");
    assertThat(folder.resolve("pwned")).doesNotExist();
  }

  @Test
  void aPortThatIsTakenIsLeftOut() throws Exception {
    try (java.net.ServerSocket taken =
        new java.net.ServerSocket(0, 1, java.net.InetAddress.ofLiteral("127.0.0.1"))) {
      int port = taken.getLocalPort();
      String call = FarScript.call("x-1", "prepare", "a", "" + port, "1");
      assertThat(output("sh", call)).containsExactly("port 1\n");
      assertThat(output("sh", FarScript.call("x-1", "prepare", "a", "" + port)))
          .containsExactly("no port of " + port + " is free\n");
    }
  }

  /** What the shell's standard output holds between zero bytes. */
  private List<String> output(String shell, String script) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(shell, "-s");
    builder.environment().put("HOME", folder.toString());
    builder.directory(folder.toFile());
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s", script).isZero();
    List<String> words = new ArrayList<>(List.of(out.split("\0", -1)));
    if (words.size() > 1) {
      words.removeLast();
    }
    return words;
  }
}
