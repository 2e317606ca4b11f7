/** Run folders, the append-only sample log. */
@NullMarked
package touchstone.store;

import org.jspecify.annotations.NullMarked;
