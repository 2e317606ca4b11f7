/** The words of the product as records and sealed types; no I/O. */
@NullMarked
package touchstone.model;

import org.jspecify.annotations.NullMarked;
