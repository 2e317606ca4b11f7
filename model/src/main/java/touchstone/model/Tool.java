package touchstone.model;

/**
 * A function that a candidate may call.
 *
 * @param name letters, digits, _ and -, as the chat API wants it
 * @param parameters a JSON Schema of an object, as JSON text
 * @param acts whether a call changes something (a refund, an address); one that only looks up does
 *     less harm where none is due
 */
public record Tool(String name, String description, String parameters, boolean acts) {}
