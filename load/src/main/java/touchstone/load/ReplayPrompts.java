package touchstone.load;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import touchstone.model.ChatRequest;
import touchstone.model.Message;
import touchstone.model.Sampling;

/**
 * Requests like recorded ones: a prompt of about as many tokens, the same from run to run, and an
 * answer of at most as many. Blocks with one id are one text, so that a server's prefix cache finds
 * what it found then. Words are short English ones, since nearly every tokenizer makes one token of
 * such a word and the space before it.
 *
 * @param plain what stands in for a row that does not say how long its prompt was
 * @param most cap on every answer; empty for none
 */
public record ReplayPrompts(
    ReplayFile file, IntFunction<ChatRequest> plain, OptionalInt most, long seed)
    implements IntFunction<ChatRequest> {
  private static final List<String> WORDS =
      List.of(
          ("time year people way day man thing woman life child world school state family student"
                  + " group country problem hand part place case week company system program"
                  + " question work government number night point home water room mother area money"
                  + " story fact month lot right study book eye job word business issue side kind"
                  + " head house service friend father power hour game line end member law car city"
                  + " community name president team minute idea body information back parent face"
                  + " others level office door health person art war history party result change"
                  + " morning reason research girl guy moment air teacher force education")
              .split(" "));

  @Override
  public ChatRequest apply(int number) {
    ReplayRow row = file.rows().get(number);
    ChatRequest stand = plain.apply(number);
    int wanted = row.output().orElse(stand.sampling().maxTokens());
    return new ChatRequest(
        row.input().isPresent()
            ? List.of(Message.user(text(row, row.input().getAsInt(), number)))
            : stand.messages(),
        new Sampling(Math.min(wanted, most.orElse(wanted)), 0, OptionalDouble.empty()),
        seed + number,
        Optional.empty());
  }

  private String text(ReplayRow row, int tokens, int number) {
    StringBuilder text = new StringBuilder();
    int left = tokens;
    for (String block : row.blocks()) {
      int size = Math.min(left, file.format().blockTokens());
      words(text, block.hashCode() * 0x9E3779B97F4A7C15L ^ block.length(), size);
      left -= size;
    }
    words(text, ~(number * 0xD1342543DE82EF95L), left);
    return text.toString();
  }

  private void words(StringBuilder text, long stream, int count) {
    SplittableRandom random = new SplittableRandom(seed * 31 + stream);
    for (int i = 0; i < count; i++) {
      text.append(text.isEmpty() ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
    }
  }
}
