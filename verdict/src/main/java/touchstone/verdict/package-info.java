/** Requirements and evidence in, recommendation out. */
@NullMarked
package touchstone.verdict;

import org.jspecify.annotations.NullMarked;
