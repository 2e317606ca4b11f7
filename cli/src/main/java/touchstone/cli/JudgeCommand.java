package touchstone.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.endpoint.ChatClient;
import touchstone.judge.Audit;
import touchstone.judge.CardJson;
import touchstone.judge.Judge;
import touchstone.judge.JudgeCard;
import touchstone.judge.RulingCache;
import touchstone.model.Endpoint;
import touchstone.model.Text;
import touchstone.run.JudgeSeat;
import touchstone.run.RunFiles;

/**
 * {@code touchstone judge URL --model M}: tries a model as a judge and prints its card; {@code
 * touchstone judge RUN --with URL --model M}: lets it judge a finished run's answers then.
 */
@Command(name = "judge", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class JudgeCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "URL|RUN", descriptionKey = "TARGET")
  private @Nullable String named;

  @Option(names = "--with", paramLabel = "URL")
  private @Nullable URI with;

  @Option(names = "--against", paramLabel = "MODEL", split = ",")
  private List<String> against = new ArrayList<>();

  @Option(names = "--allow-family")
  private boolean allowFamily;

  @Option(names = "--concurrency", paramLabel = "N")
  private int concurrency = 8;

  @Option(names = "--max-tokens", paramLabel = "N")
  private int maxTokens = 2048;

  @Option(names = "--json", paramLabel = "FILE")
  private @Nullable Path json;

  @Option(names = {"-y", "--yes"})
  private boolean yes;

  @Mixin private final BenchEndpoint target = new BenchEndpoint();

  private final Console console;

  JudgeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    BenchWords words = new BenchWords("judge");
    BenchFiles.check(words, "--json", json);
    words.atLeast("--concurrency", concurrency, 1);
    words.atLeast("--max-tokens", maxTokens, 1);
    if (with != null) {
      return run(words, with);
    }
    JudgeCard card = card(target.endpoint(words, address(words)), words);
    CardTable.lines(card, console.language()).forEach(console.out()::println);
    console.out().flush();
    BenchFiles.write(
        "--json",
        json,
        CardJson.of(card).toPrettyString() + "\n",
        new Text("换一个地方再考一次；卡片在上面。", "Try it again and write elsewhere; the card is above."));
    return card.verdict() == JudgeCard.Verdict.ACCEPTED ? Exit.OK : Exit.REFUSED;
  }

  /** What stands where an address is expected; none where nothing does. */
  private @Nullable URI address(BenchWords words) {
    try {
      URI url = named == null ? null : new URI(named);
      if (url == null || url.getScheme() != null) {
        return url;
      }
    } catch (URISyntaxException _) {
      // said below
    }
    throw words.bad(
        "URL",
        String.valueOf(named),
        "应为接口地址，例如 http://127.0.0.1:8000/v1；要评一次运行的回答，写 touchstone judge 运行 --with 地址 --model 模型",
        "expected an address, e.g. http://127.0.0.1:8000/v1; to judge the answers of a run, write"
            + " touchstone judge RUN --with URL --model NAME");
  }

  private int run(BenchWords words, URI url) {
    if (json != null) {
      throw words.excluded("--json", "--with");
    }
    if (!RunFiles.keeps(url)) {
      throw words.bad(
          "--with",
          url.getHost() == null ? url.toString() : String.valueOf(url.getHost()),
          "应为 http(s)://主机[:端口]/v1，不带用户名密码和密钥参数",
          "expected http(s)://host[:port]/v1 without a user name and without a key");
    }
    JudgeSeat seat =
        new JudgeSeat(target.endpoint(words, url), maxTokens, concurrency, allowFamily, against);
    return new JudgeRun(console, target.timeouts(words), yes, this::advanced)
        .judge(new Wiring(console).run(named), seat);
  }

  private JudgeCard card(Endpoint endpoint, BenchWords words) throws InterruptedException {
    try (ChatClient client =
            new ChatClient(new Wiring(console).client().with(target.timeouts(words)));
        RulingCache cache = RulingCache.inMemory()) {
      Judge judge =
          new Judge(client, endpoint, cache, Audit.settings(maxTokens), new SecureRandom());
      JudgeCard card =
          new Audit(
                  concurrency,
                  (done, total) -> advanced(new Text("考裁判", "Trying the judge"), done, total))
              .card(judge, allowFamily ? List.of() : List.copyOf(against));
      if (console.live()) {
        console.err().print("\r\u001b[K");
      }
      return card;
    }
  }

  private void advanced(Text what, int done, int total) {
    if (console.live()) {
      console
          .err()
          .print(
              "\r%s  %s %d/%d"
                  .formatted(what.in(console.language()), Lines.bar(done, total), done, total));
      console.err().flush();
    }
  }
}
