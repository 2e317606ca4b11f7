package touchstone.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spellings that mean the same value, and values that only look alike. */
final class ValuesTest {
  @ParameterizedTest
  @CsvSource({
    "3-5天, 三至五天", "3-5天, 三五天", "3-5天, 3到5天", "2500元, 两千五百块", "2500, 两千五", "10%, 百分之十",
    "120元, 一百二十块", "120元, ￥120", "120元, 120RMB", "15天, 半个月", "7天, 一周", "24小时, 1天",
    "3个, 仨", "11月25日, 十一月二十五号", "11月25日, 11-25", "25号, 11月25日", "8折, 20% off", "8折, 八折",
    "85折, 八五折", "12个月, 一年", "1.2万元, 12000元", "15.5元, 15块5", "3500元, 叁仟伍佰元", "18:30, 下午六点半",
    "13812345678, 138 1234 5678", "下周三, 下星期三", "1000元, '1,000元'", "3 days, 3天", "2个半小时, 150分钟"
  })
  void sameValue(String expected, String said) {
    assertThat(same(expected, said)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "3天, 30天", "300元, 3000元", "3天, 3-5天", "3-5天, 3天", "3天, 3个工作日", "11月25日, 12月25日", "8折, 8.5折",
    "3天, 3个月", "7天, 17天", "9:00, 21:00", "13812345678, 13812345679", "5%, 50%", "40码, 140码",
        "5元, 5折"
  })
  void differentValue(String expected, String said) {
    assertThat(same(expected, said)).isFalse();
  }

  private static boolean same(String expected, String said) {
    List<Value> wanted = Values.in(NormalText.of(expected).text());
    List<Value> found = Values.in(NormalText.of("大概" + said + "左右").text());
    assertThat(wanted).hasSize(1);
    return found.size() == 1 && wanted.getFirst().sameAs(found.getFirst());
  }
}
