package touchstone.deploy;

import java.nio.file.Path;

/**
 * Weights on this machine, checked, and how to talk to them.
 *
 * @param name that requests carry
 * @param quantization e.g. {@code Q4_1}, {@code unknown} for a file of the user's own
 * @param contextTokens the context to serve each sequence with
 */
public record LocalModel(
    String name, Path file, String quantization, int contextTokens, PromptFormat format) {}
