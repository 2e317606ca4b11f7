/** Catalogue, downloads, backends. */
@NullMarked
package touchstone.deploy;

import org.jspecify.annotations.NullMarked;
