/** Drafts the cases of a suite out of a shop's own papers, for a person to decide about. */
@NullMarked
package touchstone.drafts;

import org.jspecify.annotations.NullMarked;
