/** The embedded engine: a child JVM over libllama. */
@NullMarked
package touchstone.deploy.llamacpp;

import org.jspecify.annotations.NullMarked;
