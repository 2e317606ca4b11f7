package touchstone.document;

/**
 * Where something stands in a file.
 *
 * @param line 1 for the first
 * @param column 1 for the first, in code points
 */
public record Place(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
