package touchstone.imports;

import java.util.List;
import java.util.regex.Pattern;
import touchstone.model.Text;

/**
 * Kinds of personal data and how they look in half-width text, the surest first. Service hotlines
 * (400, 800, 95xxx) are no personal data.
 */
enum Personal {
  EMAIL(
      new Text("邮箱", "email"),
      "[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,5}\\.[A-Za-z]{2,24}"),
  IDENTITY(
      new Text("证件号", "ID number"),
      "(?<![0-9A-Za-z])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9A-Za-z])",
      "(?<![0-9A-Za-z])(?=[A-Za-z])(?<=(?:护照|通行证|passport)(?:号码?|号|no\\.?|number)?[:是为"
          + " ]{0,3})[A-Za-z]{1,2}[0-9]{7,9}(?![0-9A-Za-z])"),
  PHONE(
      new Text("电话", "phone"),
      "(?<![0-9A-Za-z])(?:\\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])"
          + "|(?<![0-9-])0[0-9]{2,3}[- ]?[2-9][0-9]{6,7}(?:[- ](?:转)?[0-9]{1,6})?(?![0-9])"
          + "|\\+[1-9][0-9]{0,2}(?:[ -]?\\(?[0-9]{1,4}\\)?){2,5}(?![0-9])"
          + "|(?<![0-9-])\\(?[2-9][0-9]{2}\\)?[-. ][2-9][0-9]{2}[-. ][0-9]{4}(?![0-9])"),
  CARD(
      new Text("卡号", "card"),
      "(?<![0-9A-Za-z])[2-6][0-9]{3}(?:[ -]?[0-9]{4}){2,3}(?:[ -]?[0-9]{1,3})?(?![0-9A-Za-z])"),
  ORDER(
      new Text("订单号", "order"),
      "(?<![0-9A-Za-z])[A-Za-z]{1,4}[0-9]{8,24}(?![0-9A-Za-z])"
          + "|(?<![0-9A-Za-z.])[0-9]{10,30}(?![0-9A-Za-z])",
      "(?<![0-9A-Za-z])(?=[A-Za-z0-9])(?<=(?:单号|编号|流水号|凭证号|运单|订单|order|tracking|invoice)(?:"
          + " ?(?:号码?|no\\.?|number|id|#))?[:#是为"
          + " ]{0,3})(?=[A-Za-z0-9-]{0,29}[0-9])[A-Za-z0-9][A-Za-z0-9-]{4,29}(?![A-Za-z0-9])"),
  ADDRESS(new Text("地址", "address"), Addresses.PATTERN),
  NAME(
      new Text("姓名", "name"),
      "(?<=(?:收件人|收货人|联系人|姓名|持卡人|开户人|我叫|名字叫|名叫)(?:[:是为"
          + " ]{0,2}))(?!什么|啥)[\\u4e00-\\u9fa5·]{2,4}(?=[,，。.!！;；、\\s]|$)|(?<=(?:[Mm]y name"
          + " is|[Nn]ame:) )[A-Z][a-z]{1,20}(?: [A-Z][a-z]{1,20}){0,2}");

  private static final Pattern CUE =
      Pattern.compile("号|单|护照|通行证|passport|order|tracking|invoice", Pattern.CASE_INSENSITIVE);

  private final Text title;
  private final List<Pattern> plain;
  private final List<Pattern> all;

  Personal(Text title, String pattern) {
    this.title = title;
    plain = List.of(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
    all = plain;
  }

  /**
   * @param cued what is only meant behind a word such as 订单号; it costs more to look for
   */
  Personal(Text title, String pattern, String cued) {
    this.title = title;
    plain = List.of(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
    all = List.of(Pattern.compile(cued, Pattern.CASE_INSENSITIVE), plain.getFirst());
  }

  /** The word for people and in placeholders. */
  Text title() {
    return title;
  }

  /** The name in a summary. */
  String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * The patterns to look for in a text, in their order; none where it cannot hold any.
   *
   * @param half the text in half-width characters
   * @param digits how many digits are in it
   */
  List<Pattern> patterns(String half, int digits) {
    if (!possible(half, digits)) {
      return List.of();
    }
    return all.size() > 1 && CUE.matcher(half).find() ? all : plain;
  }

  /** A cheap look before the expensive one. */
  private boolean possible(String half, int digits) {
    return switch (this) {
      case EMAIL -> half.indexOf('@') >= 0;
      case IDENTITY, PHONE -> digits >= 7;
      case CARD -> digits >= 12;
      case ORDER -> digits >= 1;
      case ADDRESS -> Addresses.MARK.matcher(half).find();
      case NAME ->
          half.indexOf('人') >= 0
              || half.indexOf('名') >= 0
              || half.indexOf('叫') >= 0
              || half.contains("ame");
    };
  }

  /** How Chinese and English addresses look. */
  private static final class Addresses {
    private static final String STREET =
        String.join(
            "|",
            List.of(
                "路", "街", "大道", "巷", "弄", "胡同", "村", "小区", "花园", "公寓", "大厦", "广场", "苑", "家园", "新村",
                "园区", "庄", "里"));
    private static final String NUMBER = "[0-9一二三四五六七八九十百]{1,6}(?:号楼|号院|号|弄|栋|幢|座|单元|室|楼|层|组|户)";

    /** What every address has: a number with its unit, a city, or a number before capitals. */
    static final Pattern MARK = Pattern.compile("[号弄栋幢座室楼层组户市]|[0-9] [A-Z]");

    static final String PATTERN =
        "[\\u4e00-\\u9fa5]{1,40}(?:"
            + STREET
            + ")(?:[A-Za-z\\u4e00-\\u9fa5]{0,8}?"
            + NUMBER
            + ")(?:[A-Za-z\\u4e00-\\u9fa5 -]{0,8}?"
            + NUMBER
            + "|[- ]?[0-9]{1,5}(?![0-9])){0,5}"
            + "|(?:[\\u4e00-\\u9fa5]{2,8}(?:省|自治区))?[\\u4e00-\\u9fa5]{2,6}市[\\u4e00-\\u9fa5]{1,8}(?:区|县|市)[\\u4e00-\\u9fa5]{1,16}?(?:大道|路|街|巷|胡同|小区|花园|公寓|大厦|广场|家园|新村|园区)|(?<![0-9A-Za-z])[0-9]{1,5}"
            + " (?:[A-Z][A-Za-z]{1,20}"
            + " ){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way)\\b\\.?(?:,?"
            + " (?:Apt|Suite|Unit|#)\\.? ?[0-9A-Za-z]{1,6})?";
  }
}
