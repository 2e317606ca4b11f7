package touchstone.deploy.llamacpp;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The control tokens of a vocabulary, such as {@code <|im_end|>}, kept apart from people's words
 * that read the same: only the template may end a turn. Immutable.
 *
 * <p>Tokens that the model's author calls user-defined, such as {@code <think>}, are no control
 * tokens: llama.cpp reads them in any text.
 */
final class ControlTokens {
  /** Stands before words that are no token; a non-character, so no text has a use for it. */
  private static final char LITERAL = '\uFDD0';

  private static final int UNKNOWN = 1;
  private static final int CONTROL = 1 << 3;

  private final Weights weights;
  private final Map<String, Integer> byText = new HashMap<>();
  private final BitSet firsts = new BitSet();
  private final int[] lengths;

  ControlTokens(Weights weights) {
    this.weights = weights;
    TreeSet<Integer> found = new TreeSet<>(Comparator.reverseOrder());
    for (int token = 0; token < weights.vocabularySize(); token++) {
      if ((weights.attributes(token) & (UNKNOWN | CONTROL)) != 0) {
        String text = weights.text(token);
        if (!text.isEmpty()) {
          byText.putIfAbsent(text, token);
          firsts.set(text.charAt(0));
          found.add(text.length());
        }
      }
    }
    this.lengths = found.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The words, marked where they would be read as a control token. */
  String literally(String words) {
    String text = words.replace(String.valueOf(LITERAL), "");
    StringBuilder marked = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      if (at(text, at).isPresent()) {
        marked.append(LITERAL);
      }
      marked.append(text.charAt(at));
    }
    return marked.toString();
  }

  /**
   * The tokens of a text, begin-of-text and the like included. Without marks this is what the
   * library makes of the whole text; with marks the parts between the template's control tokens are
   * given to it one by one, as it does itself, so that ordinary words become the same tokens.
   */
  int[] tokenize(String text) {
    if (text.indexOf(LITERAL) < 0) {
      return weights.tokenize(text, true, true);
    }
    IntStream.Builder tokens = IntStream.builder();
    add(tokens, weights.tokenize("", true, false));
    StringBuilder words = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      Optional<Map.Entry<String, Integer>> control = at(text, at);
      if (control.isPresent()) {
        flush(tokens, words);
        tokens.add(control.get().getValue());
        at += control.get().getKey().length();
      } else {
        at += text.charAt(at) == LITERAL ? 1 : 0;
        words.append(text.charAt(at++));
      }
    }
    flush(tokens, words);
    return tokens.build().toArray();
  }

  private void flush(IntStream.Builder tokens, StringBuilder words) {
    if (!words.isEmpty()) {
      add(tokens, weights.tokenize(words.toString(), false, false));
      words.setLength(0);
    }
  }

  private static void add(IntStream.Builder tokens, int[] more) {
    Arrays.stream(more).forEach(tokens::add);
  }

  /** The longest control token that begins at a place. */
  private Optional<Map.Entry<String, Integer>> at(String text, int place) {
    if (!firsts.get(text.charAt(place))) {
      return Optional.empty();
    }
    for (int length : lengths) {
      if (place + length <= text.length()) {
        String word = text.substring(place, place + length);
        Integer token = byText.get(word);
        if (token != null) {
          return Optional.of(Map.entry(word, token));
        }
      }
    }
    return Optional.empty();
  }
}
