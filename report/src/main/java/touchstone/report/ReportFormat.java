package touchstone.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A form that a report is written in. */
public enum ReportFormat {
  HTML("html", "report.html"),
  JSON("json", "report.json"),
  MARKDOWN("md", "report.md"),
  EXCEL("xlsx", "report.xlsx"),
  CSV("csv", "report.csv"),
  JUNIT("junit", "report.junit.xml"),
  PDF("pdf", "report.pdf");

  private final String id;
  private final String fileName;

  ReportFormat(String id, String fileName) {
    this.id = id;
    this.fileName = fileName;
  }

  /** The word on the command line. */
  public String id() {
    return id;
  }

  /** What the file is called in its folder. */
  public String fileName() {
    return fileName;
  }

  public static Optional<ReportFormat> of(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }

  public static List<String> ids() {
    return Arrays.stream(values()).map(ReportFormat::id).toList();
  }
}
