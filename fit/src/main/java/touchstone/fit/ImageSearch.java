package touchstone.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What people type to find a model: words of either language that must all be met, run together or
 * not ({@code 千问小模型}), and the memory of their card ({@code fits 24 GB}, {@code 24G 放得下}).
 *
 * @param words in lower case
 * @param gigabytes of the card that it must work on
 */
public record ImageSearch(List<String> words, Optional<Integer> gigabytes) {
  private static final Pattern MEMORY = Pattern.compile("(?<![a-z0-9.])(\\d{1,4})\\s*gb?(?![a-z])");
  private static final Pattern FILLERS = Pattern.compile("放得下|能放下|装得下|显存|(?<![a-z])fits?(?![a-z])");

  public ImageSearch {
    words = List.copyOf(words);
  }

  /** Reads what was typed, several arguments as one line. */
  public static ImageSearch of(List<String> typed) {
    String line = String.join(" ", typed).toLowerCase(Locale.ROOT);
    Matcher memory = MEMORY.matcher(line);
    Optional<Integer> gigabytes =
        memory.find() ? Optional.of(Integer.parseInt(memory.group(1))) : Optional.empty();
    String rest = memory.replaceAll(" ");
    String bare = gigabytes.isPresent() ? FILLERS.matcher(rest).replaceAll(" ") : rest;
    List<String> words =
        Stream.of(bare.split("[\\s,，、]+")).filter(each -> !each.isEmpty()).toList();
    return new ImageSearch(words, gigabytes.filter(each -> each > 0));
  }

  /** Whether an image meets every word and the memory. */
  public boolean meets(Image image) {
    List<String> vocabulary = image.vocabulary();
    return words.stream().allMatch(word -> met(word, vocabulary))
        && gigabytes.map(image::worksOn).orElse(true);
  }

  private static boolean met(String word, List<String> vocabulary) {
    return vocabulary.stream().anyMatch(each -> each.contains(word)) || cuts(word, vocabulary);
  }

  /** Whether a run of Chinese is made of the image's own words, end to end. */
  private static boolean cuts(String run, List<String> vocabulary) {
    List<Boolean> reached = new ArrayList<>(List.of(true));
    for (int end = 1; end <= run.length(); end++) {
      boolean ends = false;
      for (String word : vocabulary) {
        int start = end - word.length();
        ends |= start >= 0 && !word.isEmpty() && reached.get(start) && run.startsWith(word, start);
      }
      reached.add(ends);
    }
    return run.codePoints().anyMatch(Character::isIdeographic) && reached.getLast();
  }
}
