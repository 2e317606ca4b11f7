package touchstone.cli;

import java.net.URI;
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

/** {@code touchstone judge URL --model M}: tries a model as a judge and prints its card. */
@Command(name = "judge", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class JudgeCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "URL", descriptionKey = "URL")
  private @Nullable URI url;

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
    JudgeCard card = card(target.endpoint(words, url), words);
    CardTable.lines(card, console.language()).forEach(console.out()::println);
    console.out().flush();
    BenchFiles.write(
        "--json",
        json,
        CardJson.of(card).toPrettyString() + "\n",
        new Text("换一个地方再考一次；卡片在上面。", "Try it again and write elsewhere; the card is above."));
    return card.verdict() == JudgeCard.Verdict.ACCEPTED ? Exit.OK : Exit.REFUSED;
  }

  private JudgeCard card(Endpoint endpoint, BenchWords words) throws InterruptedException {
    try (ChatClient client =
            new ChatClient(new Wiring(console).client().with(target.timeouts(words)));
        RulingCache cache = RulingCache.inMemory()) {
      Judge judge =
          new Judge(client, endpoint, cache, Audit.settings(maxTokens), new SecureRandom());
      JudgeCard card =
          new Audit(concurrency, this::advanced)
              .card(judge, allowFamily ? List.of() : List.copyOf(against));
      if (console.live()) {
        console.err().print("\r\u001b[K");
      }
      return card;
    }
  }

  private void advanced(int done, int total) {
    if (console.live()) {
      Text what = new Text("考裁判", "Trying the judge");
      console
          .err()
          .print(
              "\r%s  %s %d/%d"
                  .formatted(what.in(console.language()), Lines.bar(done, total), done, total));
      console.err().flush();
    }
  }
}
