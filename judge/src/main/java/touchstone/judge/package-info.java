/**
 * A model as a judge of answers: rubrics as data, both orders, a cache, and the audit that a judge
 * has to pass before it is believed.
 */
@NullMarked
package touchstone.judge;

import org.jspecify.annotations.NullMarked;
