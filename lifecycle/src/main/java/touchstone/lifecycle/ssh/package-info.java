/** Engines on machines that are reached by ssh: connection, far guard, tunnel, log, probe. */
@NullMarked
package touchstone.lifecycle.ssh;

import org.jspecify.annotations.NullMarked;
