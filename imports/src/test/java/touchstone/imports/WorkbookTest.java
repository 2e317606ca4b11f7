package touchstone.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.Case;
import touchstone.model.ProblemException;

class WorkbookTest {
  @TempDir Path temporary;

  @Test
  void readsTheFirstSheetOrTheNamedOne() throws IOException {
    Path file = workbook();
    Folder folder = new Folder(temporary);
    ImportSummary summary = folder.imported(file);
    assertThat(summary.format()).isEqualTo(Format.TABLE);
    assertThat(summary.firstBad())
        .singleElement()
        .satisfies(bad -> {
          assertThat(bad.place()).isEqualTo("售后!4");
          assertThat(bad.reason().zh()).contains("“问题”没有写");
        });
    Case first = folder.suite().cases().getFirst();
    assertThat(first.turns().getFirst().user()).isEqualTo("几天能退");
    assertThat(first.id()).isEqualTo("101");
    ImportRequest second =
        new ImportRequest(
            file,
            Optional.empty(),
            temporary.resolve("other"),
            Optional.empty(),
            Optional.of("2"),
            false,
            java.time.LocalDate.of(2026, 11, 25));
    assertThat(Import.perform(second).graded()).isEqualTo(1);
    assertThatThrownBy(() ->
            Import.perform(
                new ImportRequest(
                    file,
                    Optional.empty(),
                    temporary.resolve("third"),
                    Optional.empty(),
                    Optional.of("没有"),
                    false,
                    java.time.LocalDate.of(2026, 11, 25))))
        .hasMessageContaining("it has: 售后, 物流");
  }

  @Test
  void refusesAnExpandingWorkbook() throws IOException {
    Path file = temporary.resolve("bomb.xlsx");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      byte[] blank = new byte[1 << 20];
      Arrays.fill(blank, (byte) ' ');
      zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
      for (long i = 0; i <= WorkbookGuard.MOST_STRINGS >> 20; i++) {
        zip.write(blank);
      }
      zip.closeEntry();
    }
    assertThat(Files.size(file)).isLessThan(1 << 20);
    assertThatThrownBy(() -> new Folder(temporary).imported(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("MiB unpacked");
  }

  @Test
  void refusesEntitiesInEitherEncoding() throws IOException {
    for (var charset :
        new java.nio.charset.Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16}) {
      Path file = temporary.resolve("entity-" + charset + ".xlsx");
      replaced(
          workbook(),
          file,
          "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><sst>&y;</sst>"
              .getBytes(charset));
      assertThatThrownBy(() -> new Folder(temporary).imported(file))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("declares entities");
    }
  }

  @Test
  void saysWhatIsNoWorkbook() throws IOException {
    Path cut = temporary.resolve("cut.xlsx");
    byte[] whole = Files.readAllBytes(workbook());
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> new Folder(temporary).imported(cut))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("cannot be read as Excel");
    Path old = temporary.resolve("old.xls");
    Files.write(old, new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0, 0, 0});
    assertThatThrownBy(() -> new Folder(temporary).imported(old)).hasMessageContaining(".xls");
    Path other = temporary.resolve("other.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(other))) {
      zip.putNextEntry(new ZipEntry("a.txt"));
      zip.write('a');
      zip.closeEntry();
    }
    assertThatThrownBy(() -> new Folder(temporary).imported(other))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("cannot be read as Excel");
  }

  private Path workbook() throws IOException {
    Path file = temporary.resolve("faq.xlsx");
    try (OutputStream out = Files.newOutputStream(file);
        Workbook workbook = new Workbook(out, "test", "1.0")) {
      Worksheet first = workbook.newWorksheet("售后");
      row(first, 0, "编号", "问题", "答案");
      first.value(2, 0, 101);
      first.value(2, 1, "几天能退");
      first.value(2, 2, 7);
      first.value(3, 2, "没有问题");
      Worksheet second = workbook.newWorksheet("物流");
      row(second, 0, "问题", "答案", "");
      row(second, 1, "几天到", "3天", "");
    }
    return file;
  }

  private static void row(Worksheet sheet, int row, String... cells) {
    for (int i = 0; i < cells.length; i++) {
      sheet.value(row, i, cells[i]);
    }
  }

  private static void replaced(Path from, Path to, byte[] strings) throws IOException {
    try (ZipFile in = new ZipFile(from.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (ZipEntry entry : Collections.list(in.entries())) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        byte[] own = in.getInputStream(entry).readAllBytes();
        out.write(entry.getName().endsWith("sharedStrings.xml") ? strings : own);
        out.closeEntry();
      }
    }
  }
}
