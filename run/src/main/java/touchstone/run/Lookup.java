package touchstone.run;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import touchstone.model.Candidate;

/**
 * Whether what a selection names exists, asked while its file is read so that the complaint can
 * name the place; each throws a {@link touchstone.model.ProblemException} for what it does not
 * find.
 *
 * @param suites gets a suite's name and the shop profile that takes the place of its own
 */
public record Lookup(
    Consumer<Candidate.Source> sources, BiConsumer<String, Optional<Path>> suites) {
  /** Finds everything: names are looked up later, when they are used. */
  public static final Lookup LATER = new Lookup(_ -> {}, (_, _) -> {});
}
