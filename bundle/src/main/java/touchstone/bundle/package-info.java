/** A run in one file: packed, checked, unpacked and compared. */
@NullMarked
package touchstone.bundle;

import org.jspecify.annotations.NullMarked;
