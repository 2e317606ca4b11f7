package touchstone.lifecycle;

/**
 * Which process it is: numbers are used again, so the start time belongs to it.
 *
 * @param processId of the guard, or of the engine itself where nothing guards it
 * @param startedMillis wall clock, as the operating system tells it
 * @param port on loopback
 * @param model the name that requests carry
 */
public record EngineId(long processId, long startedMillis, int port, String model) {}
