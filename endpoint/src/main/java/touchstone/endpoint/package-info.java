/** Chat client and timing engines. */
@NullMarked
package touchstone.endpoint;

import org.jspecify.annotations.NullMarked;
