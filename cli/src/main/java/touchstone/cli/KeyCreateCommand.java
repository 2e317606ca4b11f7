package touchstone.cli;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.gateway.Key;
import touchstone.gateway.KeyFile;
import touchstone.model.Text;

/** {@code touchstone gateway key create NAME}: makes a key and shows it this once. */
@Command(name = "create", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class KeyCreateCommand implements Callable<Integer> {
  private static final String NAME_PATTERN = "[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,62}";
  private static final int MOST_A_MINUTE = 100_000;

  @Parameters(paramLabel = "NAME", descriptionKey = "NAME")
  private String name = "";

  @Option(names = "--expires", paramLabel = "30d")
  private @Nullable String expires;

  @Option(names = "--requests-per-minute", paramLabel = "N")
  private @Nullable Integer perMinute;

  @Option(names = "--models", paramLabel = "NAME", split = ",")
  private List<String> models = new ArrayList<>();

  private final Console console;

  KeyCreateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String secret = KeyFile.secret(new SecureRandom());
    Key key = key(KeyFile.digest(secret), Instant.now());
    UsageProblem.in(() -> {
      new GatewayPlace(new Wiring(console)).keys().add(key);
      return key;
    });
    console.out().println(secret);
    console.out().flush();
    console.say(
        new Text(
            "密钥“" + name + "”只显示这一次，请现在存好；运行中的网关马上认它。",
            "Key '"
                + name
                + "' is shown this once: keep it now. A running gateway takes it at once."));
    return Exit.OK;
  }

  private Key key(String digest, Instant now) {
    if (!name.matches(NAME_PATTERN)) {
      throw UsageProblem.value(
          "NAME",
          name,
          new Text("字母、数字、. _ - 组成的名字，最多 63 个字", "up to 63 letters, digits and . _ -"));
    }
    Optional<Instant> end =
        Optional.ofNullable(expires)
            .map(text ->
                now.plus(
                    Amounts.time(text)
                        .orElseThrow(() ->
                            UsageProblem.value("--expires", text, Text.same("12h | 30d | 365d")))));
    models.stream()
        .filter(String::isBlank)
        .findAny()
        .ifPresent(blank -> {
          throw UsageProblem.value(
              "--models", String.join(",", models), new Text("名字，逗号隔开", "names with commas"));
        });
    return new Key(
        name, digest, now, end.map(KeyCreateCommand::whole), limit(), List.copyOf(models));
  }

  private static Instant whole(Instant time) {
    return Instant.ofEpochSecond(time.getEpochSecond());
  }

  private OptionalInt limit() {
    if (perMinute == null) {
      return OptionalInt.empty();
    }
    if (perMinute < 1 || perMinute > MOST_A_MINUTE) {
      throw UsageProblem.value(
          "--requests-per-minute", perMinute.toString(), Text.same("1–" + MOST_A_MINUTE));
    }
    return OptionalInt.of(perMinute);
  }

  /** How long until then, e.g. {@code 29d}; for the list. */
  static String left(Duration time) {
    return time.toDays() > 0 ? time.toDays() + "d" : Amounts.shown(time);
  }
}
