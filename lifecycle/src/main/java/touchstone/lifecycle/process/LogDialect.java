package touchstone.lifecycle.process;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.lifecycle.Event;
import touchstone.lifecycle.StartPhase;

/**
 * How far an engine has come, read from the lines of its log. The lines of vLLM 0.32 and llama.cpp
 * 0.5.0 were recorded from real starts (see the tests); SGLang's are those that its users quote in
 * its issue tracker. A line that says nothing here is still a sign of life.
 */
enum LogDialect {
  VLLM(
      List.of(
          new Sign("Downloading .*?(\\d+)%", StartPhase.PULLING),
          new Sign("checkpoint shards:\\s+(\\d+)% Completed", StartPhase.LOADING),
          new Sign("Starting to load model", StartPhase.LOADING),
          new Sign("Loading weights took|Model loading took", StartPhase.WARMING),
          new Sign("Capturing CUDA graphs.*?(\\d+)%", StartPhase.WARMING),
          new Sign("KV cache size: [\\d,]+ tokens", StartPhase.WARMING))),
  LLAMA_CPP(
      List.of(
          new Sign("llama_model_loader: loaded meta data", StartPhase.LOADING),
          new Sign("load_tensors: loading model tensors", StartPhase.LOADING),
          new Sign("llama_context: constructing llama_context", StartPhase.WARMING),
          new Sign("warming up the model", StartPhase.WARMING))),
  SGLANG(
      List.of(
          new Sign("Load weight begin", StartPhase.LOADING),
          new Sign("checkpoint shards:\\s+(\\d+)% Completed", StartPhase.LOADING),
          new Sign("Load weight end", StartPhase.WARMING),
          new Sign("Capturing batches.*?(\\d+)%", StartPhase.WARMING))),
  PLAIN(List.of());

  private static final double WHOLE = 100;

  private final List<Sign> signs;

  LogDialect(List<Sign> signs) {
    this.signs = signs;
  }

  /** A pattern whose first group, where it has one, is a percentage. */
  private record Sign(Pattern pattern, StartPhase phase) {
    Sign(String pattern, StartPhase phase) {
      this(Pattern.compile(pattern), phase);
    }

    Optional<Event.Advanced> in(String line) {
      Matcher matcher = pattern.matcher(line);
      if (!matcher.find()) {
        return Optional.empty();
      }
      double fraction =
          matcher.groupCount() > 0 ? Double.parseDouble(matcher.group(1)) / WHOLE : -1;
      return Optional.of(new Event.Advanced(phase, Math.min(1, fraction)));
    }
  }

  /** What the line says about the start, if it says something. */
  Optional<Event.Advanced> read(String line) {
    return signs.stream().map(sign -> sign.in(line)).flatMap(Optional::stream).findFirst();
  }
}
