package touchstone.run;

import java.util.function.Consumer;
import touchstone.model.Candidate;

/**
 * Whether what a selection names exists, asked while its file is read so that the complaint can
 * name the place; each throws a {@link touchstone.model.ProblemException} for what it does not
 * find.
 */
public record Lookup(Consumer<Candidate.Source> sources, Consumer<String> suites) {
  /** Finds everything: names are looked up later, when they are used. */
  public static final Lookup LATER = new Lookup(_ -> {}, _ -> {});
}
