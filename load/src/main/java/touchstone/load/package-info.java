/** When to send, and sending. */
@NullMarked
package touchstone.load;

import org.jspecify.annotations.NullMarked;
