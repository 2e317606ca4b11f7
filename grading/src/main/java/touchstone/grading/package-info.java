/** One class per grader. */
@NullMarked
package touchstone.grading;

import org.jspecify.annotations.NullMarked;
