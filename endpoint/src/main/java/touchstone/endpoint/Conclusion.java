package touchstone.endpoint;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import touchstone.endpoint.Answer.ServerError;
import touchstone.endpoint.ChatResult.Advice;
import touchstone.model.Exchange;
import touchstone.model.Outcome;
import touchstone.model.Problem;
import touchstone.model.Text;
import touchstone.model.TokenTimeline;
import touchstone.model.ToolCall;
import touchstone.model.Usage;

/**
 * Decides what became of one attempt: which outcome, whose fault, and whether to send it again.
 * Runs on the caller's thread after the exchange has ended.
 *
 * @param tools whether the request offered functions
 * @param cap the most tokens that the answer was allowed
 * @param shown the endpoint's address as people may see it
 */
record Conclusion(
    String user, boolean tools, int cap, String shown, Secrets secrets, InstantSource wallClock) {
  /** The result of a flight that has ended, or was given up. */
  ChatResult of(Flight flight) {
    Optional<Broken> broken = flight.done() ? Optional.empty() : flight.broken();
    if (flight.head().isEmpty()) {
      return broken(
          Answer.NOTHING, flight, broken.orElse(new Broken(Broken.Kind.CLOSED_EARLY, "")));
    }
    ResponseHead head = flight.head().get();
    Capture body;
    try {
      body = Unpacking.unpack(flight.body(), head.header("content-encoding"));
    } catch (BrokenException packed) {
      return broken(Answer.NOTHING, flight, packed.broken());
    }
    return head.status() / 100 == 2
        ? answered(AnswerReader.read(body), flight, broken)
        : refused(head.status(), ErrorBody.read(body), flight);
  }

  private ChatResult broken(Answer answer, Flight flight, Broken why) {
    String detail = why.kind().word() + (why.detail().isEmpty() ? "" : ": " + why.detail());
    Problem problem = WireFaults.of(why, shown);
    return result(
        answer, flight, Outcome.INFRA_FAIL, detail, why.kind().advice(), Optional.of(problem));
  }

  private ChatResult refused(int status, ServerError error, Flight flight) {
    String detail = "HTTP %d %s: %s".formatted(status, error.code(), error.message());
    boolean modelsFault = status / 100 == 4 && status != 429 && modelsFault(error);
    if (modelsFault) {
      return kept(Answer.NOTHING, flight, Outcome.MODEL_FAIL, detail);
    }
    if (tools && StatusFaults.toolsRefused(status, error)) {
      return kept(Answer.NOTHING, flight, Outcome.SKIPPED, StatusFaults.NO_TOOLS + detail);
    }
    return result(
        Answer.NOTHING,
        flight,
        Outcome.INFRA_FAIL,
        detail,
        StatusFaults.advice(status, error),
        Optional.of(StatusFaults.of(status, error, shown)));
  }

  private ChatResult answered(Answer answer, Flight flight, Optional<Broken> broken) {
    if (answer.error().isPresent()) {
      return failedInside(answer, answer.error().get(), flight);
    }
    if (!answer.finished() && (answer.streamed() || broken.isPresent())) {
      Broken unfinished =
          new Broken(Broken.Kind.CLOSED_EARLY, "the stream ended without finish_reason or [DONE]");
      return broken(answer, flight, broken.orElse(unfinished));
    }
    boolean called = tools && !answer.calls().isEmpty();
    if (answer.content().isBlank() && !called) {
      return kept(answer, flight, Outcome.MODEL_FAIL, whyEmpty(answer));
    }
    return cutByItsContext(answer)
        ? kept(answer, flight, Outcome.MODEL_FAIL, "cut off by the model's own context limit")
        : kept(answer, flight, Outcome.COMPLETED, "");
  }

  private ChatResult failedInside(Answer answer, ServerError error, Flight flight) {
    String detail = "error in the answer: %s %s".formatted(error.code(), error.message());
    if (modelsFault(error)) {
      return kept(answer, flight, Outcome.MODEL_FAIL, detail);
    }
    return result(
        answer,
        flight,
        Outcome.INFRA_FAIL,
        detail,
        Advice.RETRY,
        Optional.of(StatusFaults.inside(error, shown)));
  }

  private static boolean modelsFault(ServerError error) {
    return StatusFaults.contextTooSmall(error) || StatusFaults.filtered(error);
  }

  private static String whyEmpty(Answer answer) {
    if (!answer.calls().isEmpty()) {
      return "empty answer: the model called a tool instead";
    }
    return answer.reasoning().isBlank()
        ? "empty answer"
        : "empty answer: everything went into reasoning";
  }

  // With a finish reason of length but fewer tokens than our cap, something else was too small.
  private boolean cutByItsContext(Answer answer) {
    return answer.finishReason().equals("length")
        && answer.usage().filter(usage -> usage.completionTokens() < cap).isPresent();
  }

  private ChatResult kept(Answer answer, Flight flight, Outcome outcome, String detail) {
    return result(answer, flight, outcome, detail, Advice.KEEP, Optional.empty());
  }

  private ChatResult result(
      Answer answer,
      Flight flight,
      Outcome outcome,
      String detail,
      Advice advice,
      Optional<Problem> problem) {
    Exchange exchange =
        new Exchange(
            user,
            secrets.redact(answer.content()),
            secrets.redact(answer.reasoning()),
            answer.finishReason(),
            answer.finishReason().equals("length") && !cutByItsContext(answer),
            outcome,
            secrets.redact(detail),
            1,
            timeline(answer, flight, outcome == Outcome.INFRA_FAIL),
            answer.usage().orElseGet(() -> counted(answer)),
            tools ? answer.calls().stream().map(this::clean).toList() : List.of());
    return new ChatResult(
        exchange,
        flight.head().map(ResponseHead::status).orElse(0),
        answer.streamed() && !answer.arrivalsNanos().isEmpty(),
        advice,
        flight.head().flatMap(head -> RetryAfter.of(head, wallClock)),
        problem.map(this::clean),
        wire(answer, flight));
  }

  private WireTrace wire(Answer answer, Flight flight) {
    boolean any = flight.head().isPresent();
    return new WireTrace(
        flight.startNanos(),
        flight.sent() ? OptionalLong.of(flight.sentNanos()) : OptionalLong.empty(),
        flight.connectNanos(),
        any ? OptionalLong.of(flight.headNanos()) : OptionalLong.empty(),
        flight.endNanos(),
        answer.events().stream().map(each -> each.with(secrets.redact(each.data()))).toList());
  }

  private static Usage counted(Answer answer) {
    return new Usage(0, answer.arrivalsNanos().size(), 0, Usage.Source.EVENTS);
  }

  private static TokenTimeline timeline(Answer answer, Flight flight, boolean failed) {
    if (!flight.sent()) {
      return new TokenTimeline(
          flight.endNanos() - flight.startNanos(), 0, OptionalLong.empty(), List.of(), 0);
    }
    long sent = flight.sentNanos();
    long end = failed || !answer.ended() ? flight.endNanos() : answer.endNanos();
    OptionalLong first = answer.firstContentNanos();
    return new TokenTimeline(
        flight.connectNanos(),
        flight.head().isPresent() ? flight.headNanos() - sent : 0,
        first.isPresent() ? OptionalLong.of(first.getAsLong() - sent) : first,
        answer.arrivalsNanos().stream().map(stamp -> stamp - sent).toList(),
        end - sent);
  }

  private ToolCall clean(ToolCall call) {
    return new ToolCall(call.id(), call.name(), secrets.redact(call.arguments()));
  }

  private Problem clean(Problem problem) {
    return new Problem(clean(problem.what()), problem.nextStep());
  }

  private Text clean(Text text) {
    return new Text(secrets.redact(text.zh()), secrets.redact(text.en()));
  }
}
