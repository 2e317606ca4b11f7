/** One OpenAI-compatible address in front of all running deployments. */
@NullMarked
package touchstone.gateway;

import org.jspecify.annotations.NullMarked;
