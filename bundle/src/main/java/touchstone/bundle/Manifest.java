package touchstone.bundle;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a bundle says of itself in {@code manifest.json}.
 *
 * @param format always {@link #FORMAT}
 * @param version of the bundle's layout, {@link #VERSION} here
 * @param run the run's id
 * @param touchstone the version that made the report inside
 * @param versions of all parts, as the report names them
 * @param answers whether the models' answers are inside
 * @param entries every other entry of the archive, sorted by name
 */
public record Manifest(
    String format,
    int version,
    String run,
    String touchstone,
    Map<String, String> versions,
    boolean answers,
    List<Entry> entries) {
  static final String FORMAT = "touchstone-bundle";
  static final int VERSION = 1;

  public Manifest {
    versions = new TreeMap<>(versions);
    entries = List.copyOf(entries);
  }

  /**
   * One entry.
   *
   * @param bytes unpacked
   * @param sha256 of the unpacked bytes, in hex
   */
  public record Entry(String path, long bytes, String sha256) {}
}
