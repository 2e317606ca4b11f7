import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures an engine from outside, over HTTP, as ../shared/bench/engine_limit.c measures the
 * library from inside: {@code EngineSpeed.java PORT PROMPT}.
 */
public final class EngineSpeed {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Pattern PROMPT = Pattern.compile("\"prompt_tokens\":(\\d+)");
  private static final Pattern COMPLETION = Pattern.compile("\"completion_tokens\":(\\d+)");

  /** When the first and the last token came, and how many there were. */
  private record Seen(long firstNanos, long lastNanos, int prompt, int completion) {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    for (int i = 0; i < 8; i++) {
      round(port, arguments[1], 2, ProcessHandle.current().pid() + "-warm-" + i);
    }
    for (int sequences = 1; sequences <= 4; sequences *= 2) {
      String id = ProcessHandle.current().pid() + "-" + sequences;
      double before = computeSeconds(port);
      long start = System.nanoTime();
      List<Seen> all = round(port, arguments[1], sequences, id);
      double compute = computeSeconds(port) - before;
      long first = all.stream().mapToLong(Seen::firstNanos).max().orElseThrow();
      long last = all.stream().mapToLong(Seen::lastNanos).max().orElseThrow();
      int prompt = all.stream().mapToInt(Seen::prompt).sum();
      int drawn = all.stream().mapToInt(seen -> seen.completion() - 1).sum();
      System.out.printf(
          "sequences %d: prefill %.0f tokens/s, decode %.1f tokens/s in all, idle %.1f %%%n",
          sequences,
          prompt / ((first - start) / 1e9),
          drawn / ((last - first) / 1e9),
          100 * (1 - compute / ((last - start) / 1e9)));
    }
  }

  private static double computeSeconds(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build();
    String body = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    Matcher matcher = Pattern.compile("\"compute_seconds\":([0-9.E-]+)").matcher(body);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
  }

  private static List<Seen> round(int port, String prompt, int sequences, String id) {
    List<CompletableFuture<Seen>> running = new ArrayList<>();
    for (int i = 0; i < sequences; i++) {
      String body =
          """
          {"messages":[{"role":"user","content":"%s"}],"max_tokens":65,"temperature":0,
          "stream":true,"stream_options":{"include_usage":true},
          "touchstone_batch":{"id":"%s","size":%d,"index":%d}}\
          """
              .formatted(prompt, id, sequences, i);
      running.add(CompletableFuture.supplyAsync(() -> ask(port, body)));
    }
    return running.stream().map(CompletableFuture::join).toList();
  }

  private static Seen ask(int port, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(),
                StandardCharsets.UTF_8))) {
      long first = 0;
      long last = 0;
      int prompt = 0;
      int completion = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("\"delta\":{\"content\":")) {
          last = System.nanoTime();
          first = first == 0 ? last : first;
        }
        prompt = number(PROMPT, line, prompt);
        completion = number(COMPLETION, line, completion);
      }
      return new Seen(first, last, prompt, completion);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static int number(Pattern pattern, String line, int otherwise) {
    Matcher matcher = pattern.matcher(line);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
  }
}
