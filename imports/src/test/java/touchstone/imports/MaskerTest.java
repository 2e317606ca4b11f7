package touchstone.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "我电话13912345678，谢谢 | 我电话〔电话1〕，谢谢",
        "打 139-1234-5678 或 +86 139 1234 5678 | 打 〔电话1〕 或 〔电话1〕",
        "手机１３９１２３４５６７８ | 手机〔电话1〕",
        "座机 0571-88886666 转 | 座机 〔电话1〕 转",
        "客服热线400-820-1234 | 客服热线400-820-1234",
        "邮箱是 li.lei_9@mail.example.com 吧 | 邮箱是 〔邮箱1〕 吧",
        "身份证11010519491231002X | 身份证〔证件号1〕",
        "护照号E12345678 | 护照号〔证件号1〕",
        "卡号 6222 0200 0000 0000 006 | 卡号 〔卡号1〕",
        "卡 4111-1111-1111-1111 刷的 | 卡 〔卡号1〕 刷的",
        "订单号：TB2026-8812 查一下 | 订单号：〔订单号1〕 查一下",
        "单号SF1234567890123 | 单号〔订单号1〕",
        "202611250001234 到哪了 | 〔订单号1〕 到哪了",
        "请寄到杭州市西湖区文三路90号东部软件园1号楼302室，谢谢 | 请寄到〔地址1〕，谢谢",
        "我住在人民路12号3单元201室 | 我住在〔地址1〕",
        "ship to 221 Baker Street, Apt 4 please | ship to 〔address1〕 please",
        "收件人：王小明，电话13912345678 | 收件人：〔姓名1〕，电话〔电话1〕",
        "满59元包邮，7天内可退，尾号5821 | 满59元包邮，7天内可退，尾号5821",
        "2026-11-25 下的单，买了3件，共1299.00元 | 2026-11-25 下的单，买了3件，共1299.00元",
        "我叫什么名字 | 我叫什么名字",
        "这条路怎么走 | 这条路怎么走",
        "杭州市余杭区今天能送到吗 | 杭州市余杭区今天能送到吗",
        "发到浙江省杭州市西湖区文三路，谢谢 | 发到〔地址1〕，谢谢",
        "大码的在哪个仓库，3号仓吗 | 大码的在哪个仓库，3号仓吗",
      })
  void masksWhatIsPersonal(String text, String masked) {
    assertThat(new Masker(!masked.contains("address")).masked(text)).isEqualTo(masked);
  }

  @Test
  void keepsTheSamePlaceholderForTheSameValue() {
    Masker masker = new Masker(true);
    assertThat(masker.masked("13912345678 和 13800001111")).isEqualTo("〔电话1〕 和 〔电话2〕");
    assertThat(masker.masked("就是 138 0000 1111")).isEqualTo("就是 〔电话2〕");
    assertThat(masker.masked("我叫韩梅梅。")).isEqualTo("我叫〔姓名1〕。");
    assertThat(masker.masked("韩梅梅的订单")).isEqualTo("〔姓名1〕的订单");
    assertThat(masker.counts()).containsEntry(Personal.PHONE, 2).containsEntry(Personal.NAME, 1);
  }

  @Test
  void masksLongTextsQuickly() {
    long started = System.nanoTime();
    for (String each : new String[] {"路", "1", "号", "a", "中1号", "13", "@", "市区", "+1 "}) {
      new Masker(true).masked(each.repeat(20_000 / each.length()));
    }
    assertThat(System.nanoTime() - started).isLessThan(30_000_000_000L);
  }
}
