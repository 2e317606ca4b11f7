/** Commands, wired in Main. */
@NullMarked
package touchstone.cli;

import org.jspecify.annotations.NullMarked;
