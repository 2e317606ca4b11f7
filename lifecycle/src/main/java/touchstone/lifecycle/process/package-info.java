/** Engines as processes of this machine: command templates, guard, log, health. */
@NullMarked
package touchstone.lifecycle.process;

import org.jspecify.annotations.NullMarked;
