/** The HTTP API and the page. */
@NullMarked
package touchstone.server;

import org.jspecify.annotations.NullMarked;
