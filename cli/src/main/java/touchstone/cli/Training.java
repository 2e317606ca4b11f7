package touchstone.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;
import touchstone.document.Document;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ClientSettings;
import touchstone.run.Lookup;
import touchstone.run.SelectionReader;
import touchstone.suite.SuiteFolders;
import touchstone.suite.SuiteReader;
import touchstone.verdict.Requirements;

/**
 * What the launcher has the JVM do once after a build, so that the AOT cache knows the classes of
 * every start: help, completion, a selection, a suite, the client.
 */
final class Training {
  private Training() {}

  static void run() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Main.run(new String[] {"run", "--help"}, "zh", nowhere, nowhere);
    Main.run(new String[] {"models", "--lang", "en"}, "en", nowhere, nowhere);
    Main.run(new String[] {"completion"}, "zh", nowhere, nowhere);
    new SelectionReader(Requirements.DEFAULT, Lookup.LATER)
        .read(Document.read("training", "candidates: [{model: x}]"), Path.of("/"));
    Path root = Path.of(System.getProperty("touchstone.root", "."));
    if (!SuiteFolders.names(root).isEmpty()) {
      SuiteReader.read(SuiteFolders.find(SuiteFolders.names(root).getFirst(), root));
    }
    new ChatClient(ClientSettings.standard(_ -> Optional.empty(), new java.util.Random(1))).close();
  }
}
