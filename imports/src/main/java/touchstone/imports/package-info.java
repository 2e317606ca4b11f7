/** Reads what people already have into a suite, with personal data masked. */
@NullMarked
package touchstone.imports;

import org.jspecify.annotations.NullMarked;
