package touchstone.deploy.llamacpp;

/** Hears how a request is answered; called by the decoding thread, so it must not block. */
interface Answer {
  /** Decoding of the request begins; comes before all else but {@link #fails}. */
  void begins();

  void says(String text);

  /** The last word where all went well. */
  void ends(Finish finish, Tokens tokens);

  /** The last word where it did not. */
  void fails(ApiFault fault);

  /** Why an answer ended. */
  enum Finish {
    /** The model ended it, or a stop string was met. */
    STOP,
    /** The cap on tokens or the end of the context was met. */
    LENGTH;

    String wire() {
      return this == STOP ? "stop" : "length";
    }
  }

  /**
   * What an answer took.
   *
   * @param cached of the prompt's tokens, those that come from a shared prefix or an earlier turn
   * @param completion tokens drawn, the one that ends the answer included
   */
  record Tokens(int prompt, int cached, int completion) {}
}
