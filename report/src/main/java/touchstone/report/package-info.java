/** HTML and JSON reports. */
@NullMarked
package touchstone.report;

import org.jspecify.annotations.NullMarked;
