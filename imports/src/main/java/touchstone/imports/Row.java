package touchstone.imports;

import tools.jackson.databind.node.ObjectNode;

/**
 * One row of a file.
 *
 * @param place the line ({@code 12}), or sheet and row ({@code Sheet1!12})
 */
record Row(String place, ObjectNode fields) {}
