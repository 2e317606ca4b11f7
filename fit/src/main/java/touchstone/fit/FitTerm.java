package touchstone.fit;

import touchstone.model.Text;

/** One addend of the sum, with its reason; the name is stable, for scripts. */
public record FitTerm(String name, double gib, Text why) {}
