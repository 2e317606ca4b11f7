package touchstone.model;

/**
 * A request's place in a batch that the embedded engine decodes as a whole and alone, so that the
 * same requests give the same answers again.
 *
 * @param id of the batch, unique in the engine's life
 * @param size how many requests form the batch, at least 1
 * @param index this request's place, 0 to size − 1
 * @param session names the conversation group whose key-value state may be continued: batches of
 *     one session follow each other, turn by turn
 */
public record BatchSlot(String id, int size, int index, String session) {
  public BatchSlot {
    if (size < 1 || index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "batch " + id + ": index " + index + " of " + size + ", expected 0 to size - 1");
    }
  }
}
