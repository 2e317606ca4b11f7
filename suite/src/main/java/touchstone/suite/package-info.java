/** Reads suites into Suite; says which row is bad and why. */
@NullMarked
package touchstone.suite;

import org.jspecify.annotations.NullMarked;
