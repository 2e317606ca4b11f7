package touchstone.model;

/**
 * A function that a candidate called, in the field that the chat API has for it.
 *
 * @param arguments as the server sent them, its fragments joined; JSON where the model did it right
 */
public record ToolCall(String id, String name, String arguments) {}
