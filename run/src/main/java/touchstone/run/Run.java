package touchstone.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import touchstone.deploy.Deployment;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.EngineReport;
import touchstone.model.Candidate;
import touchstone.model.Case;
import touchstone.model.Endpoint;
import touchstone.model.LoadProfile;
import touchstone.model.Problem;
import touchstone.model.Suite;
import touchstone.model.Text;
import touchstone.store.EventLog;
import touchstone.store.SampleLog;
import touchstone.suite.SuiteFolders;
import touchstone.suite.SuiteReader;
import touchstone.suite.SuiteReading;

/**
 * One execution of a selection, from the first request to the report. A run that was interrupted
 * goes on where its log ends. Use one object from one thread.
 */
public final class Run {
  private final RunFiles files;
  private final Surroundings around;
  private final RunListener listener;
  private Optional<Endpoint> warm = Optional.empty();
  private int warmUps;
  private int turns;

  public Run(RunFiles files, Surroundings around, RunListener listener) {
    this.files = files;
    this.around = around;
    this.listener = listener;
  }

  /** The whole flow: decide, measure one candidate after the other, grade, recommend, report. */
  public Ending perform(Start start) {
    try (HostLock _ =
            HostLock.acquire(around.lockFile(), files.folder().id(), around.ticker(), listener);
        SampleLog samples = SampleLog.open(files.folder().samples());
        ChatClient client = new ChatClient(around.client())) {
      Desk desk = desk(samples, Asker.through(client));
      Optional<JudgeTurn> judge = judge(desk, client);
      Plan plan;
      List<Candidate> waiting;
      try (Deployer deployer =
          new Deployer(around.backends(), RunEvent.progress("", listener), desk.meter())) {
        plan = files.plan().orElseGet(() -> decide(start, desk, deployer));
        waiting = measureAll(plan, desk, deployer, client);
      }
      judge.filter(_ -> waiting.isEmpty()).ifPresent(turn -> turn.judge(plan));
      EngineReport stamped = client.engineReport();
      desk.event(StampedBy.KIND, stamped.kind().word(), StampedBy.figures(stamped));
      desk.end(waiting.isEmpty());
      return waiting.isEmpty()
          ? new Ending.Finished(new Reporting(around.versions(), around.language()).write(files))
          : new Ending.Waiting(waiting);
    }
  }

  private Desk desk(SampleLog samples, Asker asker) {
    EventLog events = new EventLog(files.folder().events());
    Desk desk = new Desk(samples, events, around, files, listener, asker);
    desk.event("session-start", "", Map.of());
    files.write(Host.here(around.versions()));
    if (desk.number() > 1) {
      int logged = samples.samples().size();
      listener.on(
          new RunEvent.Note(
              new Text("接着上次继续：已有 " + logged + " 条样本", "Going on from " + logged + " samples")));
    }
    return desk;
  }

  /** The judge that the selection names, tried before all else so that a bad one is known early. */
  private Optional<JudgeTurn> judge(Desk desk, ChatClient client) {
    Selection selection = files.selection();
    Optional<JudgeTurn> turn =
        selection
            .judge()
            .filter(_ -> hasCasesForAJudge(selection))
            .map(each -> new JudgeTurn(each, selection.candidates(), files, desk, around, listener))
            .filter(each -> each.passes(client));
    turns = turn.isPresent() ? 1 : 0;
    return turn;
  }

  /** A judge that would be asked nothing is not tried: a trial takes hundreds of requests. */
  private boolean hasCasesForAJudge(Selection selection) {
    List<Suite> suites =
        files
            .plan()
            .map(Plan::suites)
            .orElseGet(() ->
                selection.suites().stream().map(name -> reading(selection, name).suite()).toList());
    return suites.stream()
        .anyMatch(suite -> suite.cases().stream().anyMatch(test -> Docket.judged(suite, test)));
  }

  /** Reads the suites, tries how fast the candidates are where that matters, and fixes the plan. */
  private Plan decide(Start start, Desk desk, Deployer deployer) {
    Selection selection = files.selection();
    List<Suite> suites = suites(selection);
    ToolCases tools = new ToolCases(selection.candidates());
    List<Text> notes = new ArrayList<>(start.notes());
    tools.note(suites).ifPresent(notes::add);
    new ShopChoice(selection, around.suitesRoot())
        .note()
        .filter(note -> !notes.contains(note))
        .ifPresent(notes::add);
    Planner planner =
        new Planner(selection, tools.checked(suites), start.cases(), forJudge(selection));
    List<Pace> paces = new ArrayList<>();
    if (planner.needsPace()) {
      for (Candidate candidate : files.resolved(selection.candidates()).reversed()) {
        if (!(candidate.source() instanceof Candidate.Later)) {
          pace(planner, candidate, desk, deployer).ifPresent(paces::add);
        }
      }
    }
    Plan plan = planner.plan(files.folder().id(), paces, desk.seconds(), notes);
    files.write(plan);
    plan.notes().stream()
        .filter(note -> !start.notes().contains(note))
        .forEach(note -> listener.on(new RunEvent.Note(note)));
    return plan;
  }

  /** The judge gets as much of the budget as a candidate. */
  private double forJudge(Selection selection) {
    return turns / (double) (selection.candidates().size() + turns);
  }

  /** How fast a candidate is; unknown where the budget ends before that is known. */
  private Optional<Pace> pace(Planner planner, Candidate candidate, Desk desk, Deployer deployer) {
    Endpoint endpoint = up(candidate, desk, deployer);
    List<Case> cases = planner.suites().stream().flatMap(suite -> suite.cases().stream()).toList();
    Plan provisional = planner.plan(files.folder().id(), List.of(), 0, List.of());
    try {
      return Optional.of(warmUp(desk.session(provisional, candidate), endpoint, cases));
    } catch (Deadline.TimeUp _) {
      return Optional.empty();
    }
  }

  private Pace warmUp(Session session, Endpoint endpoint, List<Case> cases) {
    String name =
        "%s/warmup/%d.%d".formatted(session.candidate().id(), session.number(), warmUps++);
    warm = Optional.of(endpoint);
    return new WarmUp(name, session, endpoint, around.ticker()).run(cases, Planner.BATCH);
  }

  private List<Suite> suites(Selection selection) {
    List<Suite> suites = new ArrayList<>();
    for (String name : selection.suites()) {
      SuiteReading reading = reading(selection, name);
      reading.badCases().forEach(bad -> listener.on(new RunEvent.Warning(warning(bad))));
      suites.add(reading.suite());
    }
    return suites;
  }

  private SuiteReading reading(Selection selection, String name) {
    Path found = SuiteFolders.find(name, around.suitesRoot());
    return selection
        .shop()
        .map(profile -> SuiteReader.read(found, profile))
        .orElseGet(() -> SuiteReader.read(found));
  }

  private static Text warning(Problem bad) {
    return new Text("跳过一道题：" + bad.what().zh(), "Case left out: " + bad.what().en());
  }

  /** Measures every candidate that can be reached; returns those that have no address yet. */
  private List<Candidate> measureAll(Plan plan, Desk desk, Deployer deployer, ChatClient client) {
    List<Candidate> waiting = new ArrayList<>();
    desk.show(plan);
    List<Session> open =
        files.resolved(plan.candidates()).stream()
            .map(candidate -> desk.session(plan, candidate))
            .filter(session -> !session.complete())
            .toList();
    for (int i = 0; i < open.size(); i++) {
      Session session = open.get(i);
      if (session.candidate().source() instanceof Candidate.Later) {
        waiting.add(session.candidate());
      } else {
        session.governor().turn(open.size() - i + waiting.size() + turns);
        measure(session, desk, deployer, client);
      }
    }
    return waiting;
  }

  /** One candidate's turn; one that the budget leaves nothing for is not brought up. */
  private void measure(Session session, Desk desk, Deployer deployer, ChatClient client) {
    if (session.governor().exhausted()) {
      session.leaveOut();
      return;
    }
    Plan plan = session.plan();
    Endpoint endpoint = up(session.candidate(), desk, deployer);
    try {
      if (!warm.equals(Optional.of(endpoint))) {
        warmUp(session, endpoint, List.copyOf(plan.cases().values()));
      }
      if (plan.watched()) {
        time(session, endpoint, desk, client);
      }
      desk.timed("cases", session.candidate(), () -> new CasePhase(session, endpoint).run());
      session.patience().flush();
      if (!plan.watched()) {
        time(session, endpoint, desk, client);
      }
    } catch (Deadline.TimeUp _) {
      session.leaveOut();
    }
  }

  private void time(Session session, Endpoint endpoint, Desk desk, ChatClient client) {
    for (LoadProfile.ClosedLoop profile : session.plan().load()) {
      LoadPhase phase = new LoadPhase(session, endpoint, profile, client, around.ticker());
      desk.timed("load-" + profile.concurrency(), session.candidate(), phase::run);
    }
  }

  private Endpoint up(Candidate candidate, Desk desk, Deployer deployer) {
    double start = desk.seconds();
    Deployment deployment = deployer.deploy(candidate);
    desk.event("deploy", candidate.id(), Map.of("seconds", desk.seconds() - start));
    files.write(candidate, deployment.facts());
    return deployment.endpoint();
  }

  /**
   * What a run is started with beyond its folder.
   *
   * @param notes for the report; whoever starts the run has shown them
   */
  public record Start(OptionalInt cases, List<Text> notes) {
    public Start {
      notes = List.copyOf(notes);
    }
  }

  /** How a run ended. */
  public sealed interface Ending {
    /** With a recommendation and a report. */
    record Finished(Reporting.Written written) implements Ending {}

    /** These candidates have no address yet. */
    record Waiting(List<Candidate> candidates) implements Ending {}
  }
}
