package touchstone.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import touchstone.model.Candidate;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.store.RunFolder;

/**
 * Asks before a secret goes to a host that it has not gone to before: a selection from somebody
 * else could send any variable anywhere. What was agreed to is kept in a file; this machine itself
 * needs no asking.
 */
public final class Trust {
  /** Stands in the file where a variable's name would. */
  private static final String ANSWERS_WORD = "answers";

  private static final Text ANSWERS = new Text("候选的回答", "the candidates' answers");
  private static final String PAPERS_WORD = "papers";
  private static final Text PAPERS = new Text("店里的资料", "the shop's papers");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final Path file;
  private final Predicate<Text> ask;

  /**
   * @param ask puts a yes-or-no question to the user; false where nobody can answer
   */
  public Trust(Path file, Predicate<Text> ask) {
    this.file = file;
    this.ask = ask;
  }

  /** Where agreements are kept: {@code $XDG_CONFIG_HOME/touchstone/agreed-hosts.txt}. */
  public static Path standardFile(Function<String, Optional<String>> env) {
    Path config =
        env.apply("XDG_CONFIG_HOME")
            .filter(value -> value.startsWith("/"))
            .map(Path::of)
            .orElseGet(() -> Path.of(env.apply("HOME").orElse("."), ".config"));
    return config.resolve("touchstone").resolve("agreed-hosts.txt");
  }

  /**
   * Goes through all candidates before anything is sent.
   *
   * @throws ProblemException where a variable is not set or the user does not agree
   */
  public void check(List<Candidate> candidates, Function<String, Optional<String>> env) {
    for (Candidate candidate : candidates) {
      if (candidate.source() instanceof Candidate.Outside outside) {
        for (String variable : variables(outside.apiKey(), outside.headers())) {
          set(candidate, variable, env);
          agreed(
              line(variable, outside.url()),
              question(variable, host(outside.url())),
              outside.url(),
              Text.same(variable));
        }
      }
    }
  }

  /**
   * The same for a judge; to a host that it has not sent to before, the answers of a run are no
   * less worth asking for than a secret.
   *
   * @throws ProblemException where a variable is not set or the user does not agree
   */
  public void checkJudge(Candidate.Outside judge, Function<String, Optional<String>> env) {
    check(List.of(asCandidate(judge)), env);
    agreed(answersLine(judge.url()), answersQuestion(host(judge.url())), judge.url(), ANSWERS);
  }

  /**
   * The same for a model that drafts cases out of a shop's own papers.
   *
   * @throws ProblemException where a variable is not set or the user does not agree
   */
  public void checkPapers(Candidate.Outside model, Function<String, Optional<String>> env) {
    check(List.of(new Candidate("drafts", model.model(), model, Optional.empty())), env);
    String host = host(model.url());
    agreed(
        PAPERS_WORD + " " + model.url().getScheme() + "://" + host,
        new Text(
            "将把资料的内容发给起草题目的模型所在的 " + host + "，以前没有发过。同意吗？",
            "The papers' words would go to the drafting model at "
                + host
                + " for the first time. Agree?"),
        model.url(),
        PAPERS,
        new Text(
            "可以发的话，在终端里重新执行并回答 y，或加 --yes；不加 --with 就只按规则起草，什么都不发。",
            "If they may go there, run it in a terminal and answer y, or add --yes; without --with"
                + " the rules draft alone and nothing is sent."));
  }

  /** Both, for a selection's candidates and its judge. */
  public void check(
      List<Candidate> candidates,
      Optional<Candidate> judge,
      Function<String, Optional<String>> env) {
    check(candidates, env);
    outside(judge).ifPresent(each -> checkJudge(each, env));
  }

  /** What would be asked before a selection's candidates and its judge are sent to. */
  public Map<String, Text> questions(List<Candidate> candidates, Optional<Candidate> judge) {
    Map<String, Text> questions = new LinkedHashMap<>(questions(candidates));
    outside(judge).ifPresent(each -> questions.putAll(judgeQuestions(each)));
    return questions;
  }

  private static Optional<Candidate.Outside> outside(Optional<Candidate> judge) {
    return judge
        .map(Candidate::source)
        .filter(Candidate.Outside.class::isInstance)
        .map(Candidate.Outside.class::cast);
  }

  /** What would be asked before a judge is sent to, as for candidates. */
  private Map<String, Text> judgeQuestions(Candidate.Outside judge) {
    Map<String, Text> questions = new LinkedHashMap<>(questions(List.of(asCandidate(judge))));
    String line = answersLine(judge.url());
    if (!own(host(judge.url())) && !known().contains(line)) {
      questions.put(line, answersQuestion(host(judge.url())));
    }
    return questions;
  }

  private static Candidate asCandidate(Candidate.Outside judge) {
    return new Candidate("judge", judge.model(), judge, Optional.empty());
  }

  private static String answersLine(URI url) {
    return ANSWERS_WORD + " " + url.getScheme() + "://" + host(url);
  }

  private static Text answersQuestion(String host) {
    return new Text(
        "将把候选的回答（连同题目和店规）发给裁判所在的 " + host + "，以前没有发过。同意吗？",
        "The candidates' answers, with the cases and the shop's rules, would go to the judge at "
            + host
            + " for the first time. Agree?");
  }

  /**
   * What would be asked before these candidates are sent to: for each secret that would go to a
   * host for the first time, {@code VARIABLE scheme://host} and the question.
   */
  public Map<String, Text> questions(List<Candidate> candidates) {
    Map<String, Text> questions = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      if (candidate.source() instanceof Candidate.Outside outside) {
        for (String variable : variables(outside.apiKey(), outside.headers())) {
          String line = line(variable, outside.url());
          if (!own(host(outside.url())) && !known().contains(line)) {
            questions.put(line, question(variable, host(outside.url())));
          }
        }
      }
    }
    return questions;
  }

  private static String host(URI url) {
    return String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
  }

  private static String line(String variable, URI url) {
    return variable + " " + url.getScheme() + "://" + host(url);
  }

  private static Text question(String variable, String host) {
    return new Text(
        "将把环境变量 " + variable + " 的值发给 " + host + "，以前没有发过。同意吗？",
        "The value of " + variable + " would go to " + host + " for the first time. Agree?");
  }

  static Set<String> variables(Optional<String> key, Map<String, String> headers) {
    Set<String> names = new LinkedHashSet<>();
    Stream.concat(key.stream(), headers.values().stream())
        .forEach(template -> {
          Matcher matcher = VARIABLE.matcher(template);
          while (matcher.find()) {
            names.add(matcher.group(1));
          }
        });
    return names;
  }

  private static void set(
      Candidate candidate, String variable, Function<String, Optional<String>> env) {
    if (env.apply(variable).filter(value -> !value.isBlank()).isEmpty()) {
      throw new ProblemException(
          new Problem(
              new Text(
                  "候选“" + candidate.label() + "”要用的环境变量 " + variable + " 没有设置",
                  "Candidate '"
                      + candidate.label()
                      + "' needs the variable "
                      + variable
                      + ", not set"),
              new Text("请先执行 export " + variable + "=你的密钥", "export " + variable + "=your key")));
    }
  }

  private void agreed(String line, Text question, URI url, Text what) {
    agreed(
        line,
        question,
        url,
        what,
        new Text(
            "确认这份选型文件可信后，在终端里重新运行并回答 y，或加 --yes。",
            "If you trust this selection, run it in a terminal and answer y, or add --yes."));
  }

  private void agreed(String line, Text question, URI url, Text what, Text nextStep) {
    String host = host(url);
    if (own(host) || known().contains(line)) {
      return;
    }
    if (!ask.test(question)) {
      throw new ProblemException(
          new Problem(
              new Text(
                  "没有同意把 " + what.zh() + " 发给 " + host + "，运行没有开始",
                  "Sending "
                      + what.en()
                      + " to "
                      + host
                      + " was not agreed to; nothing was started"),
              nextStep));
    }
    Set<String> lines = new LinkedHashSet<>(known());
    lines.add(line);
    RunFolder.replace(file, String.join("\n", lines) + "\n");
  }

  private Set<String> known() {
    try {
      return Files.exists(file) ? new LinkedHashSet<>(Files.readAllLines(file)) : Set.of();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean own(String host) {
    try {
      boolean literal = host.matches("[0-9.]+") || host.startsWith("[");
      return host.equals("localhost")
          || (literal && InetAddress.getByName(host).isLoopbackAddress());
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
