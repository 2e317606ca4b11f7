/** Selection, plan, run. */
@NullMarked
package touchstone.run;

import org.jspecify.annotations.NullMarked;
