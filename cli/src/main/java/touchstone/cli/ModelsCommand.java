package touchstone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import touchstone.deploy.CatalogueEntry;
import touchstone.model.Text;
import touchstone.report.Columns;

/** {@code touchstone models}: the catalogue, and what of it is on this machine. */
@Command(name = "models", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class ModelsCommand implements Callable<Integer> {
  private final Console console;

  ModelsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Wiring wiring = new Wiring(console);
    for (CatalogueEntry entry : wiring.catalogue().entries()) {
      Text state =
          wiring.store().cached(entry).isPresent()
              ? new Text("已下载", "downloaded")
              : new Text("未下载", "not here yet");
      console
          .out()
          .println(
              Columns.left(entry.name(), 18)
                  + Columns.left(entry.title().in(console.language()), 32)
                  + Columns.left(entry.parameters() + " " + entry.quantization(), 16)
                  + Columns.left(state.in(console.language()), 14)
                  + entry.licence().name());
    }
    return Exit.OK;
  }
}
