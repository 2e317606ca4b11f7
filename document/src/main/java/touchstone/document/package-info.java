/** YAML read with places: every error names file, line, column and the nearest right word. */
@NullMarked
package touchstone.document;

import org.jspecify.annotations.NullMarked;
