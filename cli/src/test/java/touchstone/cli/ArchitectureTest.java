package touchstone.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of ARCHITECTURE.md that the Maven graph alone does not keep. */
@AnalyzeClasses(packages = "touchstone", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ROOMS_HAVE_NO_CIRCLES =
      slices().matching("touchstone.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_MODEL_KNOWS_NOBODY =
      noClasses()
          .that()
          .resideInAPackage("touchstone.model")
          .should()
          .dependOnClassesThat(
              resideOutsideOfPackages("touchstone.model", "java..", "org.jspecify.."));

  @ArchTest
  static final ArchRule STATISTICS_TAKE_ARRAYS =
      noClasses()
          .that()
          .resideInAPackage("touchstone.statistics")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("touchstone.model", "touchstone.verdict", "touchstone.store");

  @ArchTest
  static final ArchRule DEPLOYING_KNOWS_NO_MEASURING =
      noClasses()
          .that()
          .resideInAnyPackage("touchstone.deploy..", "touchstone.lifecycle..", "touchstone.gateway")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("touchstone.endpoint", "touchstone.load", "touchstone.grading");

  @ArchTest
  static final ArchRule YAML_IS_READ_IN_ONE_ROOM = only("touchstone.document", "org.snakeyaml..");

  @ArchTest
  static final ArchRule NETTY_SERVES_THE_ENGINE_AND_THE_GATEWAY =
      noClasses()
          .that()
          .resideOutsideOfPackages("touchstone.deploy.llamacpp", "touchstone.gateway")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty..");

  @ArchTest
  static final ArchRule THE_PAGE_IS_SERVED_BY_ONE_ROOM = only("touchstone.server", "io.helidon..");

  @ArchTest
  static final ArchRule THE_GATEWAY_ALONE_IS_SCRAPED =
      only("touchstone.gateway", "io.prometheus..");

  @ArchTest static final ArchRule COMMANDS_STAY_AT_THE_TOP = only("touchstone.cli", "picocli..");

  @ArchTest
  static final ArchRule CHINESE_TABLES_BELONG_TO_GRADING =
      only("touchstone.grading", "com.github.houbb..");

  @ArchTest
  static final ArchRule SPREADSHEETS_ARE_IMPORTED =
      only("touchstone.imports", "org.dhatim.fastexcel.reader..", "de.siegmar.fastcsv.reader..");

  @ArchTest
  static final ArchRule MARKDOWN_IS_IMPORTED = only("touchstone.imports", "org.commonmark..");

  @ArchTest
  static final ArchRule SPREADSHEETS_ARE_REPORTS =
      only("touchstone.report", "org.dhatim.fastexcel", "de.siegmar.fastcsv.writer..");

  @ArchTest
  static final ArchRule MAIL_IS_SENT_BY_ONE_ROOM = only("touchstone.alerts", "jakarta.mail..");

  @ArchTest
  static final ArchRule MACHINES_ARE_REACHED_BY_ONE_PACKAGE =
      only("touchstone.lifecycle.ssh", "org.apache.sshd..", "org.bouncycastle..");

  @ArchTest
  static final ArchRule HISTOGRAMS_ARE_LOGGED_BY_LOAD =
      only("touchstone.load", "org.HdrHistogram..");

  @ArchTest
  static final ArchRule SCHEMAS_BELONG_TO_GRADING = only("touchstone.grading", "com.networknt..");

  @ArchTest
  static final ArchRule TIME_IS_PASSED_IN =
      noClasses()
          .that()
          .resideInAnyPackage(
              "touchstone.run",
              "touchstone.grading",
              "touchstone.judge",
              "touchstone.imports",
              "touchstone.drafts",
              "touchstone.lifecycle",
              "touchstone.gateway",
              "touchstone.verdict",
              "touchstone.votes",
              "touchstone.statistics")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Math.class, "random");

  private static ArchRule only(String room, String... library) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library);
  }
}
