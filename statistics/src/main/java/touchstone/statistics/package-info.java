/** Arrays in, numbers with intervals out. */
@NullMarked
package touchstone.statistics;

import org.jspecify.annotations.NullMarked;
