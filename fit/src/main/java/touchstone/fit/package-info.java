/** Whether a model fits on a card and how fast it could be: arithmetic over small data files. */
@NullMarked
package touchstone.fit;

import org.jspecify.annotations.NullMarked;
