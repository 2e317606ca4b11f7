package touchstone.deploy.llamacpp;

import java.util.Arrays;
import touchstone.deploy.llamacpp.Answer.Finish;
import touchstone.deploy.llamacpp.Answer.Tokens;

/** A job that is being decoded: its tokens so far, and how many of them are in the memory. */
final class Sequence {
  private final Job job;
  private final Samplers.Chain chain;
  private final AnswerText text;
  private final int[] tokens;
  private int count;
  private int kept;
  private final int cached;
  private int drawn;

  /**
   * @param room tokens that the context has for it
   * @param cached how many of the prompt's tokens the memory holds already
   */
  Sequence(Job job, Samplers.Chain chain, boolean trims, int room, int cached) {
    this.job = job;
    this.chain = chain;
    this.text = new AnswerText(job.drawing().stops(), trims);
    this.tokens = Arrays.copyOf(job.prompt().tokens(), room);
    this.count = job.prompt().tokens().length;
    this.kept = cached;
    this.cached = cached;
  }

  Job job() {
    return job;
  }

  /** Tokens that are still to be decoded before the next one can be drawn. */
  int pending() {
    return count - kept;
  }

  boolean drawing() {
    return drawn > 0;
  }

  /** Tokens whose state the memory holds. */
  int[] kept() {
    return Arrays.copyOf(tokens, kept);
  }

  /**
   * Puts the next tokens into a batch.
   *
   * @return the place after which a token is to be drawn, −1 for none
   */
  int fill(TokenBatch batch, int number, int most) {
    int place = -1;
    for (int i = Math.min(most, pending()); i > 0; i--) {
      boolean last = kept == count - 1;
      int at = batch.add(tokens[kept], kept, number, last);
      place = last ? at : -1;
      kept++;
    }
    return place;
  }

  /**
   * Draws the next token and tells the answer.
   *
   * @return whether the answer has ended
   */
  boolean draw(Context context, Weights weights, int place) {
    int token = chain.sample(context, place);
    drawn++;
    if (weights.endsGeneration(token)) {
      return end(Finish.STOP);
    }
    say(text.add(weights.piece(token)));
    if (text.stopped()) {
      return end(Finish.STOP);
    }
    if (drawn >= job.drawing().maxTokens() || count == tokens.length) {
      return end(Finish.LENGTH);
    }
    tokens[count++] = token;
    return false;
  }

  void close() {
    chain.close();
  }

  private boolean end(Finish finish) {
    say(text.end());
    job.answer()
        .ends(
            text.stopped() ? Finish.STOP : finish,
            new Tokens(job.prompt().tokens().length, cached, drawn));
    return true;
  }

  private void say(String words) {
    if (!words.isEmpty()) {
      job.answer().says(words);
    }
  }
}
