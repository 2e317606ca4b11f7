/** People's blind votes on pairs of answers: drawn, checked, and what they say of all. */
@NullMarked
package touchstone.votes;

import org.jspecify.annotations.NullMarked;
