package touchstone.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** The rows of a file, with the prompts of its configuration where it is one. */
record SourceRows(SourceFile source, Optional<String> sheet) {
  private static final long LARGEST_CONFIG = 16 << 20;

  void into(Intake intake) throws IOException {
    Optional<PromptfooConfig> config = config();
    if (config.isEmpty()) {
      source.rows(sheet, intake);
      return;
    }
    try {
      intake.promptfoo(config.get().reader());
    } catch (BadRow e) {
      throw new ProblemException(
          new Problem(
              new Text(source.path() + "：" + e.what().zh(), source.path() + ": " + e.what().en()),
              new Text("请改好配置文件再导入。", "Mend the configuration and import again.")));
    }
    config.get().tests(intake);
  }

  private Optional<PromptfooConfig> config() throws IOException {
    boolean may =
        source.kind() == SourceFile.Kind.YAML
            || (source.kind() == SourceFile.Kind.JSON
                && Files.size(source.path()) < LARGEST_CONFIG
                && source.startsWith('{'));
    return may
        ? Optional.of(PromptfooConfig.read(source.path())).filter(PromptfooConfig::isConfig)
        : Optional.empty();
  }
}
