package touchstone.drafts;

import touchstone.model.Text;

/**
 * Something of which no case, or no key point, was made.
 *
 * @param place in the file, as {@link touchstone.imports.Block#place()}
 */
public record LeftOut(String file, String place, Text reason) {}
