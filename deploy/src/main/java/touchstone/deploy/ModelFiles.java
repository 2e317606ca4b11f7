package touchstone.deploy;

import java.nio.file.Path;
import java.util.List;
import touchstone.model.Facts;
import touchstone.model.ProblemException;

/** Takes GGUF files of the user's own. */
public final class ModelFiles {
  /** The most context that a file of the user's own is served with, in tokens. */
  public static final int MOST_CONTEXT = 4096;

  private ModelFiles() {}

  /**
   * The model in a file, named after the file. Without a chat template it is taken for a base
   * model, which is given a transcript.
   *
   * @throws ProblemException where the file is no readable GGUF file
   */
  public static LocalModel open(Path file) {
    GgufHeader header = GgufHeader.read(file);
    return new LocalModel(
        name(file),
        file.toAbsolutePath().normalize(),
        header.quantization().orElse(Facts.UNKNOWN),
        Math.min(MOST_CONTEXT, header.contextTokens().orElse(MOST_CONTEXT)),
        header.chatTemplate() ? new PromptFormat.ModelTemplate("") : transcript());
  }

  /** The transcript that the catalogue gives its base model. */
  private static PromptFormat transcript() {
    return Catalogue.bundled().entries().stream()
        .map(CatalogueEntry::format)
        .filter(PromptFormat.Transcript.class::isInstance)
        .findFirst()
        .orElseGet(
            () -> new PromptFormat.Transcript("顾客：", "客服：", List.of(), List.of("\n", "顾客：")));
  }

  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".gguf") ? name.substring(0, name.length() - ".gguf".length()) : name;
  }
}
