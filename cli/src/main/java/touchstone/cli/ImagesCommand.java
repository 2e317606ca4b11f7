package touchstone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.deploy.CatalogueEntry;
import touchstone.fit.Image;
import touchstone.fit.ImageCatalogue;
import touchstone.fit.ImageSearch;
import touchstone.model.Text;
import touchstone.run.Trust;
import touchstone.store.Json;

/**
 * {@code touchstone images [WORDS]}: the models that people rent, found by what they are called.
 */
@Command(name = "images", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class ImagesCommand implements Callable<Integer> {
  @Parameters(paramLabel = "WORDS", arity = "0..*", descriptionKey = "WORDS")
  private List<String> words = List.of();

  @Option(names = "--json")
  private boolean json;

  private final Console console;

  ImagesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Wiring wiring = new Wiring(console);
    ImageCatalogue catalogue = UsageProblem.in(() -> catalogue(wiring));
    List<Image> found = catalogue.find(ImageSearch.of(words));
    Set<String> here =
        wiring.catalogue().entries().stream()
            .map(CatalogueEntry::name)
            .collect(Collectors.toUnmodifiableSet());
    if (json) {
      console
          .out()
          .println(
              Json.mapper()
                  .writeValueAsString(
                      found.stream()
                          .map(each -> ImagesReport.json(each, here, console.language()))
                          .toList()));
    } else if (found.size() == 1) {
      ImagesReport.one(found.getFirst(), here, console.language()).forEach(console.out()::println);
    } else if (!found.isEmpty()) {
      ImagesReport.table(found, console.language()).forEach(console.out()::println);
    }
    console.out().flush();
    return found.isEmpty() ? nothing(catalogue.images().size()) : Exit.OK;
  }

  private int nothing(int all) {
    String typed = String.join(" ", words);
    console.say(
        new Text(
            "目录里 " + all + " 个模型，没有一个符合“" + typed + "”。少写几个词，或者直接运行 touchstone images 看全部。",
            "None of the "
                + all
                + " models meets '"
                + typed
                + "'. Take fewer words, or see all of them: touchstone images"));
    return Exit.FAILED;
  }

  private static ImageCatalogue catalogue(Wiring wiring) {
    Path own = Trust.standardFile(wiring::env).resolveSibling("images.yaml");
    ImageCatalogue bundled = ImageCatalogue.bundled();
    return Files.exists(own) ? bundled.with(own) : bundled;
  }
}
