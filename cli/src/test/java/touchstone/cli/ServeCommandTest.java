package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page as its user starts it, in a process of its own. */
@Timeout(60)
class ServeCommandTest {
  @TempDir Path folder;

  @Test
  void serve_shows_an_address_that_opens_and_ends_when_told() throws Exception {
    Process process = java(List.of(), "serve", "--port", "0", "--no-open");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      URI url = URI.create(out.readLine());
      assertThat(status(url.resolve("/api/models"), "")).isEqualTo(401);
      String token = url.getQuery().substring("token=".length());
      assertThat(status(url.resolve("/api/models"), token)).isEqualTo(200);
      assertThat(status(url.resolve("/"), token)).as("the page is in the jar").isEqualTo(200);
    } finally {
      process.destroy();
      boolean ended = process.waitFor(20, TimeUnit.SECONDS);
      process.destroyForcibly();
      assertThat(ended).isTrue();
    }
  }

  @Test
  void other_commands_load_nothing_of_the_server() throws Exception {
    Process process = java(List.of("-Xlog:class+load"), "run", "--help");
    String loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(loaded).contains("touchstone.cli.RunCommand");
    assertThat(loaded).doesNotContain("io.helidon").doesNotContain("touchstone.server.Server ");
  }

  private static int status(URI url, String token) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder request = HttpRequest.newBuilder(url);
      if (!token.isEmpty()) {
        request.header("Authorization", "Bearer " + token);
      }
      return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  private Process java(List<String> options, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
    command.add("-Dtouchstone.root=" + System.getProperty("touchstone.root"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    for (String home : List.of("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "HOME")) {
      builder.environment().put(home, folder.resolve(home).toString());
    }
    builder.redirectError(folder.resolve("err.txt").toFile());
    return builder.start();
  }
}
