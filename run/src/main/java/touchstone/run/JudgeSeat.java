package touchstone.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import touchstone.model.Candidate;
import touchstone.model.Endpoint;

/**
 * The judge that a user names, and how it is asked.
 *
 * @param maxTokens cap on one ruling, thinking included
 * @param concurrency pairs put to it at once, at least 1
 * @param allowFamily whether it may judge candidates of its own family
 * @param against models that it judges beside those that the candidates name
 */
public record JudgeSeat(
    Endpoint endpoint, int maxTokens, int concurrency, boolean allowFamily, List<String> against) {
  static final int MAX_TOKENS = 2048;
  private static final int CONCURRENCY = 8;

  public JudgeSeat {
    against = List.copyOf(against);
    if (maxTokens < 1 || concurrency < 1) {
      throw new IllegalArgumentException(
          maxTokens + " tokens, " + concurrency + " at once; expected at least 1 each");
    }
  }

  /** The judge of a selection. */
  static JudgeSeat of(Candidate.Outside judge, boolean allowFamily) {
    return new JudgeSeat(
        new Endpoint(
            judge.url(), judge.model(), judge.apiKey(), judge.headers(), judge.extraBody(), false),
        MAX_TOKENS,
        CONCURRENCY,
        allowFamily,
        List.of());
  }

  /** What is sent where, as a selection would name it. */
  public Candidate.Outside source() {
    return new Candidate.Outside(
        endpoint.url(),
        endpoint.model(),
        endpoint.apiKey(),
        Map.copyOf(endpoint.headers()),
        endpoint.extraBody());
  }

  /** The names by which families are told. */
  List<String> rivals(List<Candidate> candidates) {
    if (allowFamily) {
      return List.of();
    }
    List<String> names = new java.util.ArrayList<>(against);
    candidates.forEach(each -> model(each).ifPresent(names::add));
    return names;
  }

  private static Optional<String> model(Candidate candidate) {
    return Optional.of(
        switch (candidate.source()) {
          case Candidate.CatalogueModel each -> each.model();
          case Candidate.ModelFile each -> String.valueOf(each.file().getFileName());
          case Candidate.Outside each -> each.model();
          case Candidate.Later each -> each.model();
        });
  }
}
