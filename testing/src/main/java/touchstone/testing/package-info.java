/** Scripted endpoints with a true timeline, fixtures, a ticker. */
@NullMarked
package touchstone.testing;

import org.jspecify.annotations.NullMarked;
