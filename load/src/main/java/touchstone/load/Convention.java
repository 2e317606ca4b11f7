package touchstone.load;

import java.util.Locale;
import touchstone.endpoint.WireEvent;
import touchstone.model.Text;

/**
 * What another tool means by the words of its report, as read in the sources of the version named:
 * where a request starts and ends for it, which events it takes for output, and how it forms
 * percentiles. It says nothing about how accurately that tool stamps.
 */
public enum Convention {
  VLLM(
      "vLLM bench 0.32",
      new Text(
          "从建连接之前算起；第一个带 choices 的块（空的角色块也算）就是首字；ITL 是各块间隔；TPOT = (E2E−TTFT)/(n−1)",
          "starts before connecting; the first chunk with choices is the first token, the empty"
              + " role chunk too; ITL: gaps between chunks; TPOT = (E2E−TTFT)/(n−1)")),
  GUIDELLM(
      "GuideLLM 0.8.1",
      new Text(
          "从写出请求头算起，不含建连接；E2E 到 [DONE]；ITL 是每个请求的均值，按 token 加权；TPOT = (末字−开始)/n，含预填充",
          "starts at the request's first byte, without connecting; E2E ends at [DONE]; ITL: a mean"
              + " per request, weighted by tokens; TPOT = (last token − start)/n, prefill"
              + " included")),
  AIPERF(
      "AIPerf 0.13.0",
      new Text(
          "从建连接之前算起；E2E 到最后一个内容块；ITL = (E2E−TTFT)/(n−1)，没有 TPOT；各块间隔叫 ICL",
          "starts before connecting; E2E ends at the last chunk with content; ITL ="
              + " (E2E−TTFT)/(n−1), no TPOT; gaps between chunks are called ICL")),
  EVALSCOPE(
      "EvalScope 1.14.1",
      new Text(
          "从建连接之前算起；E2E 到最后一块，usage 块也算；ITL 是内容块间隔；TPOT = (E2E−TTFT)/(n−1)",
          "starts before connecting; E2E ends at the last chunk, the usage chunk too; ITL: gaps"
              + " between chunks with output; TPOT = (E2E−TTFT)/(n−1)"));

  private final String title;
  private final Text meaning;

  Convention(String title, Text meaning) {
    this.title = title;
    this.meaning = meaning;
  }

  /** Its key in JSON and on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The tool and the version that was read. */
  public String title() {
    return title;
  }

  /** What its words mean, in one line. */
  public Text meaning() {
    return meaning;
  }

  /** Whether it takes the event for output; vLLM does so of every choice, words or none. */
  boolean output(TracedEvent event) {
    return switch (event.kind()) {
      case CONTENT, REASONING, TOOL -> true;
      case EMPTY -> this == VLLM;
      default -> false;
    };
  }

  /** Where latency starts; the request was written by then. */
  long startNanos(RequestTrace trace) {
    long sent = trace.sentNanos().orElseThrow();
    return this == GUIDELLM ? sent : sent - trace.connectNanos();
  }

  /** Where the request ends, for a trace with output. */
  long endNanos(RequestTrace trace) {
    return switch (this) {
      case VLLM, AIPERF -> last(trace, this::output);
      case GUIDELLM ->
          trace.events().stream()
              .filter(each -> each.kind() == WireEvent.Kind.DONE)
              .mapToLong(TracedEvent::arrivalNanos)
              .findFirst()
              .orElse(trace.endNanos());
      case EVALSCOPE ->
          last(
              trace,
              each -> each.kind() != WireEvent.Kind.DONE && each.kind() != WireEvent.Kind.OTHER);
    };
  }

  private static long last(RequestTrace trace, java.util.function.Predicate<TracedEvent> counted) {
    return trace.events().stream()
        .filter(counted)
        .mapToLong(TracedEvent::arrivalNanos)
        .max()
        .orElseThrow();
  }
}
