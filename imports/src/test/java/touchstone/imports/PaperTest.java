package touchstone.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.imports.Block.Heading;
import touchstone.imports.Block.Paragraph;
import touchstone.imports.Block.TableRow;
import touchstone.model.Language;
import touchstone.model.ProblemException;

class PaperTest {
  @TempDir Path folder;

  @Test
  void markdown_becomes_headings_paragraphs_and_rows_with_their_lines() throws IOException {
    String text =
        """
        # 售后

        **问：** 能退吗
        答：`7天`内可以

        - 一、没拆
        - 二、有吊牌

        | 地区 | 运费 |
        | --- | --- |
        | 新疆 | 20元 |

        尾款
        ====
        """;
    assertThat(read("faq.md", text.getBytes(StandardCharsets.UTF_8)))
        .containsExactly(
            new Heading(1, "售后", "1"),
            new Paragraph("问： 能退吗\n答：7天内可以", "3"),
            new Paragraph("一、没拆", "6"),
            new Paragraph("二、有吊牌", "7"),
            new TableRow(List.of("地区", "运费"), List.of("新疆", "20元"), "11"),
            new Heading(1, "尾款", "13"));
  }

  @Test
  void plain_text_is_read_in_the_encodings_of_chinese_shops() throws IOException {
    byte[] gbk = "【发货】\n当天发\n第二行\n\n一、退货\n七天".getBytes(Charset.forName("GB18030"));
    assertThat(read("faq.txt", gbk))
        .containsExactly(
            new Heading(1, "发货", "1"),
            new Paragraph("当天发\n第二行", "2"),
            new Heading(1, "退货", "5"),
            new Paragraph("七天", "6"));
  }

  @Test
  void a_word_document_is_read_as_a_person_sees_it() throws IOException {
    assertThat(Paper.read(Documents.faq(folder), Optional.empty()).blocks())
        .containsExactly(
            new Heading(1, "退换货", "¶1"),
            new Paragraph("多久能退？", "¶2"),
            new Paragraph("签收后7天内\n可以退", "¶3"),
            new TableRow(List.of("问题", "答案"), List.of("开发票吗", "可以开\n电子的"), "T1!2"),
            new TableRow(List.of("问题", "答案"), List.of("能刻字吗", "不能"), "T1!3"));
  }

  @Test
  void what_was_struck_out_hidden_or_merged_is_read_as_shown() throws IOException {
    String body =
        """
        <w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>运费</w:t></w:r></w:p>
        <w:p><w:del><w:r><w:delText>旧的</w:delText><w:t>旧的</w:t></w:r></w:del>
        <w:ins><w:r><w:t>满59元</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>
        <w:r><w:t>包邮</w:t></w:r></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>地区</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>
        <w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>偏远</w:t></w:r></w:p></w:tc>
        <w:tc><w:p><w:r><w:t>新疆</w:t></w:r></w:p></w:tc></w:tr>
        <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>
        <w:tc><w:p><w:r><w:t>西藏</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        """;
    assertThat(read("a.docx", docx(body)))
        .containsExactly(
            new Heading(2, "运费", "¶1"),
            new Paragraph("满59元包邮", "¶2"),
            new TableRow(List.of("地区", ""), List.of("偏远", "新疆"), "T1!2"),
            new TableRow(List.of("地区", ""), List.of("偏远", "西藏"), "T1!3"));
  }

  @Test
  void every_sheet_of_a_workbook_is_read() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(out, "t", null)) {
      var first = workbook.newWorksheet("售前");
      first.value(0, 0, "标准问题");
      first.value(0, 1, "标准答案");
      first.value(1, 0, "有货吗");
      first.value(1, 1, "有");
      var second = workbook.newWorksheet("售后");
      second.value(0, 0, "分类");
      second.value(0, 1, "问");
      second.value(0, 2, "答");
      second.value(1, 0, "退货");
      second.value(1, 1, "能退吗");
      second.value(1, 2, "7天内");
    }
    List<Block> blocks = read("faq.xlsx", out.toByteArray());
    assertThat(blocks).extracting(Block::place).containsExactly("售前!2", "售后!2");
    TableRow row = (TableRow) blocks.getLast();
    assertThat(List.of(row.category(), row.question(), row.answer())).containsExactly(0, 1, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.docx", "b"})
  void entities_are_refused(String name) throws IOException {
    byte[] evil =
        zip(
            "word/document.xml",
            "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><d>&x;</d>"
                .getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> read(name, evil))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem().in(Language.EN))
                    .contains("declares entities", "save it as plain text"));
  }

  @Test
  void a_document_that_swells_is_refused_before_it_is_read() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      byte[] blanks = new byte[1 << 20];
      java.util.Arrays.fill(blanks, (byte) ' ');
      for (int i = 0; i < 257; i++) {
        zip.write(blanks);
      }
    }
    byte[] bomb = out.toByteArray();
    assertThat(bomb.length).isLessThan(1 << 20);
    assertThatThrownBy(() -> read("bomb.docx", bomb))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().in(Language.ZH)).contains("解压后超过 256 MiB"));
  }

  @Test
  void long_documents_and_hostile_marks_are_read_to_the_end() throws IOException {
    String body = "<w:p><w:r><w:t>满99元 &amp; 包邮 &lt;7天&gt;</w:t></w:r></w:p>".repeat(20_000);
    assertThat(read("long.docx", docx(body))).hasSize(20_000);
    for (String mark : List.of("*a **b ", "[", "> ", "- ", "`", "_a*", "![a](", "|")) {
      String text = mark.repeat(20_000) + "\n\n尾";
      List<Block> blocks = read("hostile.md", text.getBytes(StandardCharsets.UTF_8));
      assertThat(blocks).as(mark).isNotEmpty();
    }
    String nested = "*a **b ".repeat(5_000) + "** *".repeat(5_000);
    assertThat(read("nested.md", nested.getBytes(StandardCharsets.UTF_8))).hasSize(1);
  }

  @Test
  void broken_and_foreign_files_are_told_plainly() throws IOException {
    byte[] whole = Files.readAllBytes(Documents.faq(folder));
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
    complains("half.docx", half, "cannot be read as a Word document");
    complains("text.docx", "你好".getBytes(StandardCharsets.UTF_8), "is no Word file");
    complains("other.docx", zip("a.txt", new byte[] {1}), "no word/document.xml");
    complains("cut.docx", docx("<w:p><w:r>"), "cannot be read as a Word document");
    byte[] old = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    complains("old.doc", old, "in an old Office format");
    complains("locked.docx", old, "protected by a password");
    complains("faq.pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8), "is a PDF");
    assertThatThrownBy(() -> Paper.read(folder.resolve("none.md"), Optional.empty()))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().in(Language.ZH)).contains("不存在"));
  }

  private void complains(String name, byte[] bytes, String words) {
    assertThatThrownBy(() -> read(name, bytes))
        .as(name)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().in(Language.EN)).contains(words, name));
  }

  private List<Block> read(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    return Paper.read(file, Optional.empty()).blocks();
  }

  private static byte[] docx(String body) throws IOException {
    String xml =
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"urn:w\"><w:body>"
            + body
            + "</w:body></w:document>";
    return zip("word/document.xml", xml.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] zip(String name, byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  /** Word documents as Apache POI writes them. */
  static final class Documents {
    private Documents() {}

    static Path faq(Path folder) throws IOException {
      Path file = folder.resolve("faq.docx");
      try (XWPFDocument document = new XWPFDocument();
          OutputStream out = Files.newOutputStream(file)) {
        var heading = document.createStyles();
        var style =
            org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle.Factory.newInstance();
        style.setStyleId("1");
        style.addNewName().setVal("heading 1");
        heading.addStyle(new org.apache.poi.xwpf.usermodel.XWPFStyle(style));
        XWPFParagraph title = document.createParagraph();
        title.setStyle("1");
        title.createRun().setText("退换货");
        document.createParagraph().createRun().setText("多久能退？");
        XWPFRun answer = document.createParagraph().createRun();
        answer.setText("签收后7天内");
        answer.addBreak();
        answer.setText("可以退");
        XWPFTable table = document.createTable(3, 2);
        String[][] cells = {{"问题", "答案"}, {"开发票吗", "可以开"}, {"能刻字吗", "不能"}};
        for (int row = 0; row < 3; row++) {
          for (int column = 0; column < 2; column++) {
            table.getRow(row).getCell(column).setText(cells[row][column]);
          }
        }
        table.getRow(1).getCell(1).addParagraph().createRun().setText("电子的");
        document.write(out);
      }
      return file;
    }
  }
}
