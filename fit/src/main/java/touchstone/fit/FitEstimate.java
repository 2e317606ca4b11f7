package touchstone.fit;

import java.util.List;
import java.util.Optional;

/**
 * The answer, with every term of the sum.
 *
 * @param kvBytesPerToken over all cards
 * @param kvBytes room for the cache at the usual overhead, 0 where there is none
 * @param kvTokens tokens in that room
 * @param kvTokensLeast tokens at the largest overhead that was seen
 * @param kvTokensMost tokens at the smallest
 * @param terms the addends of what is needed
 * @param maxContext the longest context at the concurrency asked for
 * @param maxConcurrency the most requests at the context asked for
 * @param fixes what would help, the cheapest first; empty where it fits
 * @param expected absent for a card whose speed is unknown
 */
public record FitEstimate(
    FitRequest request,
    FitVerdict verdict,
    long weightBytes,
    long kvBytesPerToken,
    long kvBytes,
    long kvTokens,
    long kvTokensLeast,
    long kvTokensMost,
    long budgetBytes,
    List<FitTerm> terms,
    int maxContext,
    int maxConcurrency,
    List<Fix> fixes,
    Optional<Expected> expected) {
  public FitEstimate {
    terms = List.copyOf(terms);
    fixes = List.copyOf(fixes);
  }

  /** Estimates a request without prices; pure. */
  public static FitEstimate of(FitRequest request) {
    return of(request, OfferBook.NONE);
  }

  /** Estimates a request; other cards among the fixes carry their price where it is known. */
  public static FitEstimate of(FitRequest request, OfferBook prices) {
    FitSum sum = new FitSum(request);
    return new FitEstimate(
        request,
        sum.verdict(),
        request.weightBytes(),
        request.cache().bytesPerToken(),
        Math.max(0, sum.room(FitSum.TYPICAL_GIB)),
        sum.tokens(FitSum.TYPICAL_GIB),
        sum.tokens(FitSum.HIGH_GIB),
        sum.tokens(FitSum.LOW_GIB),
        request.budgetBytes(),
        sum.terms(),
        sum.maxContext(),
        sum.maxConcurrency(),
        new Fixes(request, sum, prices).helpful(),
        Expected.of(request));
  }

  /** Whether somebody may start it all the same: the weights at least have room. */
  public boolean canBeTried() {
    return weightBytes <= budgetBytes;
  }
}
