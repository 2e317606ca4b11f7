package touchstone.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import touchstone.endpoint.ChatClient;
import touchstone.load.ClientSide;
import touchstone.load.ClientWatch;
import touchstone.load.Convention;
import touchstone.load.ConventionFigures;
import touchstone.load.Level;
import touchstone.load.LevelFigures;
import touchstone.load.LiveFigures;
import touchstone.load.LoadResult;
import touchstone.load.Mark;
import touchstone.load.Objective;
import touchstone.load.Repeats;
import touchstone.load.RequestTrace;
import touchstone.load.SessionTurn;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.model.Ticker;

/**
 * What a benchmark has measured so far: kept for the figures, written to the trace as it comes,
 * shown as progress. Ctrl-C ends the sending and leaves a moment for the report. Thread-safe.
 */
final class BenchRecord implements Consumer<LoadResult>, AutoCloseable {
  private final Console console;
  private final TraceWriter trace;
  private final CtrlC ctrlC;
  private final boolean payload;
  private final Progress shown;
  private final Optional<BenchView> view;
  private final List<List<RequestTrace>> levels = new ArrayList<>();
  private final List<List<ClientSide>> clients = new ArrayList<>();
  private Optional<Broken> broken = Optional.empty();
  private int run;
  private int at = -1;
  private Level level = Level.concurrency(1);
  private IntFunction<Mark> marks = _ -> Mark.LOAD;
  private String engine = "";
  private Optional<ClientWatch> watch = Optional.empty();
  private Optional<ProblemException> refusal = Optional.empty();
  private int total;
  private int own;
  private int counted;
  private OptionalInt earlier = OptionalInt.empty();
  private LiveFigures live = new LiveFigures();
  private Optional<BenchSchedule> schedule = Optional.empty();
  private long beganNanos;
  private long shownNanos;
  private volatile long endNanos = Long.MAX_VALUE;

  /** A run of a level that was not measured to its end. */
  private record Broken(int level, int run) {}

  /** How progress is shown. */
  enum Progress {
    /** Not at all. */
    NONE,
    /** A line a second. */
    LINES,
    /** Redrawn in place, with a histogram. */
    LIVE
  }

  /** From now on Ctrl-C ends the sending, and the report still comes. */
  BenchRecord(Console console, Optional<Path> trace, boolean payload, Progress shown) {
    this.console = console;
    this.payload = payload;
    this.trace = new TraceWriter(trace);
    this.ctrlC = CtrlC.ofThisThread();
    this.shown = shown;
    this.view =
        shown == Progress.LIVE
            ? Optional.of(BenchView.start(console, Ticker.system(), this::lines))
            : Optional.empty();
  }

  /** From now on all levels are measured in this run, in the same order as in the one before. */
  synchronized void run(int number) {
    run = number;
  }

  /** An open loop begins. */
  synchronized void begin(ChatClient client, Level next, BenchSchedule due) {
    begin(client, next, Optional.empty(), due.times().length - due.cold());
    marks = due.marks();
    schedule = Optional.of(due);
  }

  /** A closed loop begins, which ends at the limit. */
  synchronized void begin(ChatClient client, Level next, Optional<Duration> limit, int requests) {
    level = next;
    marks = _ -> Mark.LOAD;
    engine = client.engine();
    watch = Optional.of(ClientWatch.start(client, Ticker.system()));
    total = requests;
    own = 0;
    counted = 0;
    earlier = OptionalInt.empty();
    at = run == 0 ? levels.size() : (at + 1) % levels.size();
    if (run == 0) {
      levels.add(new ArrayList<>());
      clients.add(new ArrayList<>());
    }
    live = new LiveFigures();
    schedule = Optional.empty();
    beganNanos = System.nanoTime();
    shownNanos = beganNanos;
    endNanos = limit.map(each -> System.nanoTime() + each.toNanos()).orElse(Long.MAX_VALUE);
  }

  /** So many turns are asked before the clock starts. */
  synchronized void earlier(int turns) {
    earlier = OptionalInt.of(turns);
  }

  /** They are asked, but for so many that there was no time for. */
  synchronized void clockStarts(int leftOut) {
    earlier = OptionalInt.empty();
    own = 0;
    if (leftOut > 0 && !stopped()) {
      say(
          new Text(
              "还有 %d 句没来得及补问：这些客户从已聊到的地方接着聊，开头的对话会比稳态短些。".formatted(leftOut),
              "There was no time for %d of the earlier turns: their customers go on from where they"
                      .formatted(leftOut)
                  + " are, so the first conversations are shorter than in the steady state."));
    }
  }

  boolean halted() {
    return stopped() || (endNanos != Long.MAX_VALUE && System.nanoTime() - endNanos >= 0);
  }

  boolean stopped() {
    return ctrlC.stopped();
  }

  @Override
  public synchronized void accept(LoadResult result) {
    accept(result, marks.apply(result.number()));
  }

  /** A request of the sentinel beside the level. */
  void sentinel(LoadResult result) {
    accept(result, Mark.SENTINEL);
  }

  /** A turn of a session. */
  void session(LoadResult result, SessionTurn turn) {
    accept(result, Mark.of(turn));
  }

  private synchronized void accept(LoadResult result, Mark mark) {
    RequestTrace line = result.trace(engine, level, payload).marked(mark.in(run));
    trace.write(line);
    List<RequestTrace> current = levels.get(at);
    if (current.isEmpty()) {
      result.problem().ifPresent(why -> above(() -> console.show(why)));
    }
    current.add(line.figuresOnly());
    live.add(line);
    own += mark.sentinel() ? 0 : 1;
    counted += line.counts() ? 1 : 0;
    if (shown == Progress.LINES && System.nanoTime() - shownNanos > 1_000_000_000) {
      shownNanos = System.nanoTime();
      console.say(progress());
    }
  }

  private void say(Text text) {
    above(() -> console.say(text));
  }

  private void above(Runnable print) {
    view.ifPresentOrElse(each -> each.above(print), print);
  }

  private Text progress() {
    Text name = name();
    int all = earlier.orElse(total);
    String done = "  " + done() + (all < Integer.MAX_VALUE ? "/" + all : "");
    return new Text(name.zh() + done, name.en() + done);
  }

  /** Requests that count, of as many as are asked for; of earlier turns, which do not, all. */
  private int done() {
    return earlier.isPresent() ? own : counted;
  }

  private Text name() {
    String name = level.label() + (run == 0 ? "" : "  #" + (run + 1));
    return earlier.isPresent()
        ? new Text(name + "  补问", name + "  earlier turns")
        : Text.same(name);
  }

  /** What a terminal shows now; read by the thread that draws, and held for no longer than that. */
  private List<String> lines() {
    BenchProgress progress;
    LiveFigures figures;
    synchronized (this) {
      if (watch.isEmpty()) {
        return List.of();
      }
      int all = earlier.orElse(total);
      figures = live;
      progress =
          new BenchProgress(
              name(),
              done(),
              all < Integer.MAX_VALUE ? OptionalInt.of(all) : OptionalInt.empty(),
              inFlight());
    }
    int columns = console.liveColumns();
    return progress.lines(
        figures.seen(Math.min(BenchProgress.BARS, columns)), console.language(), columns);
  }

  /**
   * Of a closed loop all that it keeps there, of an open one those that were due and are not back.
   */
  private OptionalInt inFlight() {
    if (schedule.isPresent()) {
      int due = schedule.get().due(System.nanoTime() - beganNanos);
      return OptionalInt.of(Math.max(0, due - own));
    }
    return level.kind() == Level.Kind.CONCURRENCY
        ? OptionalInt.of((int) level.value())
        : OptionalInt.empty();
  }

  /** The level is over, as it should be or broken off. */
  synchronized void end() {
    endNanos = Long.MAX_VALUE;
    watch.ifPresent(each -> clients.get(at).add(each.stop()));
    if (watch.isPresent() && (stopped() || refusal.isPresent())) {
      broken = Optional.of(new Broken(at, run));
    }
    if (watch.isPresent() && view.isPresent()) {
      say(progress());
    }
    watch = Optional.empty();
  }

  /** The endpoint refuses in a way that every request would meet. */
  void refused(ProblemException why) {
    refusal = Optional.of(why);
  }

  /**
   * Complains of a refusal: as the outcome where no request was answered before, else beside what
   * was measured.
   */
  synchronized void throwIfNothing() {
    view.ifPresent(BenchView::close);
    boolean answered =
        levels.stream().flatMap(List::stream).anyMatch(each -> each.outcome().answered());
    if (refusal.isPresent() && !answered) {
      throw refusal.get();
    }
    refusal.ifPresent(each -> console.show(each.problem()));
  }

  /** The figures of every level that has requests that count. */
  synchronized List<LevelFigures> figures(List<Objective> objectives, List<Convention> others) {
    List<LevelFigures> figures = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      if (BenchCommand.counts(whole(i))) {
        figures.add(figures(i, objectives, others));
      }
    }
    return figures;
  }

  /** Whether the first runs, so many of them, agree on every level that has requests that count. */
  synchronized boolean narrow(int runs, List<Objective> objectives) {
    return whole().stream()
        .map(each -> each.stream().filter(one -> one.mark().run() < runs).toList())
        .filter(BenchCommand::counts)
        .map(each -> LevelFigures.of(each, objectives, ClientSide.UNKNOWN))
        .allMatch(each -> each.parts().repeats().filter(Repeats::narrow).isPresent());
  }

  /** The requests of every level that has some that count, without those of a broken-off run. */
  synchronized List<List<RequestTrace>> whole() {
    return java.util.stream.IntStream.range(0, levels.size())
        .mapToObj(this::whole)
        .filter(BenchCommand::counts)
        .toList();
  }

  /** The figures of one level, which has requests that count. */
  synchronized LevelFigures figures(
      int number, List<Objective> objectives, List<Convention> others) {
    ClientSide client = ClientSide.worst(clients.get(number));
    List<RequestTrace> traces = whole(number);
    return LevelFigures.of(traces, objectives, client).with(ConventionFigures.of(traces, others));
  }

  /**
   * The requests of a level without those of a later run that was broken off, which would speak for
   * the start of a run only.
   */
  private List<RequestTrace> whole(int number) {
    int dropped = broken.filter(each -> each.level() == number).map(Broken::run).orElse(0);
    return dropped == 0
        ? levels.get(number)
        : levels.get(number).stream().filter(each -> each.mark().run() != dropped).toList();
  }

  /** How many levels were begun. */
  synchronized int levels() {
    return levels.size();
  }

  /** What one level has measured. */
  synchronized List<RequestTrace> traces(int number) {
    return List.copyOf(levels.get(number));
  }

  /** Closes the trace and lets an interrupted process end; call it after the report. */
  @Override
  public synchronized void close() {
    view.ifPresent(BenchView::close);
    trace.close();
    ctrlC.close();
  }
}
