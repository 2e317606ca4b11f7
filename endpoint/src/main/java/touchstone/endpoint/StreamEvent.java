package touchstone.endpoint;

/**
 * One server-sent event.
 *
 * @param type {@code message} unless the stream names another
 * @param arrivalNanos stamp of the read that brought the end of its empty line
 * @param uncertaintyNanos how much earlier it may have arrived: 0 where it ends its read, else back
 *     to the read before
 * @param bytes of the event, its empty line included
 */
record StreamEvent(String type, String data, long arrivalNanos, long uncertaintyNanos, int bytes) {}
