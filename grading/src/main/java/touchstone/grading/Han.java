package touchstone.grading;

import com.github.houbb.opencc4j.util.ZhConverterUtil;
import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of single Chinese characters; the tables load when first asked for. */
final class Han {
  private static final int FIRST = 0x3400;
  private static final int LAST = 0x9fff;

  private Han() {}

  static boolean is(int codePoint) {
    return (codePoint >= FIRST && codePoint <= LAST)
        || (codePoint >= 0x20000 && codePoint <= 0x323af);
  }

  /** The simplified form of a character, or the character itself. */
  static char simplified(char c) {
    return c < FIRST || c > LAST ? c : Tables.SIMPLIFIED[c - FIRST];
  }

  /** Written so in traditional script only. */
  static boolean traditionalOnly(char c) {
    return simplified(c) != c;
  }

  /** Written so in simplified script only. */
  static boolean simplifiedOnly(char c) {
    return c >= FIRST && c <= LAST && Tables.SIMPLIFIED_ONLY[c - FIRST];
  }

  /** Toneless pinyin without gaps; what is not Han stays. */
  static String pinyin(String text) {
    return PinyinHelper.toPinyin(text, PinyinStyleEnum.NORMAL, "").replace(" ", "");
  }

  private static final class Tables {
    static final char[] SIMPLIFIED = new char[LAST - FIRST + 1];
    static final boolean[] SIMPLIFIED_ONLY = new boolean[LAST - FIRST + 1];

    static {
      for (int i = 0; i < SIMPLIFIED.length; i++) {
        char c = (char) (FIRST + i);
        SIMPLIFIED[i] = only(ZhConverterUtil.toSimple(c), c);
        SIMPLIFIED_ONLY[i] = only(ZhConverterUtil.toTraditional(c), c) != c;
      }
    }

    /** The other form where the character itself is not among the forms. */
    private static char only(@Nullable List<String> forms, char self) {
      if (forms == null || forms.isEmpty() || forms.contains(String.valueOf(self))) {
        return self;
      }
      String form = forms.getFirst();
      return form.length() == 1 ? form.charAt(0) : self;
    }
  }
}
