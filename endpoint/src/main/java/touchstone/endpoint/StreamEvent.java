package touchstone.endpoint;

/**
 * One server-sent event.
 *
 * @param type {@code message} unless the stream names another
 * @param arrivalNanos stamp of the read that brought the end of its empty line
 */
record StreamEvent(String type, String data, long arrivalNanos) {}
